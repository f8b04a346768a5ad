/** Saves what a person changes, soon and honestly: it always says whether the server has it. */

export interface Stored<T> {
  readonly version: number;
  readonly value: T;
  readonly by: string | null;
  readonly at: string | null;
}

/** Why a save did not happen; `refused` needs another change, the others are tried again. */
export type Failure<T> =
  | { readonly kind: "stale"; readonly stored: Stored<T> }
  | {
      readonly kind: "offline" | "signed-out" | "server" | "refused";
      readonly sentence: string;
      /** Sentences by field name, when the server named fields. */
      readonly fields?: Readonly<Record<string, string>>;
    };

export type SaveState<T> =
  | { readonly kind: "saved"; readonly at: Date | null }
  | { readonly kind: "saving" }
  | {
      readonly kind: "unsaved";
      readonly reason: string;
      readonly sentence: string;
      readonly fields?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "stale"; readonly mine: T; readonly stored: Stored<T> };

export interface Port<T> {
  save(value: T, version: number): Promise<Stored<T>>;
  explain(error: unknown): Failure<T>;
  keep(value: T, version: number): Promise<void>;
  drop(): Promise<void>;
  /** What is still missing before the value can be sent; "" when nothing is. */
  readonly missing?: (value: T) => string;
  /** Whether the server has exactly this already, so that taking a change back sends nothing. */
  readonly isStored?: (value: T) => boolean;
}

export const SAVE_DELAY_MS = 600;
const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000];

export class Autosaver<T> {
  private state: SaveState<T>;
  private version: number;
  private pending: { value: T } | null = null;
  private running = false;
  private failures = 0;
  private savedAt: Date | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly port: Port<T>,
    version: number,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.version = version;
    this.state = { kind: "saved", at: null };
  }

  readonly getState = (): SaveState<T> => this.state;

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  get baseVersion(): number {
    return this.version;
  }

  get isClean(): boolean {
    return this.pending === null && !this.running && this.state.kind === "saved";
  }

  /** Takes a change: the draft is written at once, the server hears of it within a second. */
  change(value: T): void {
    if (this.isTakenBack(value)) {
      this.rest();
      return;
    }
    this.pending = { value };
    void this.port.keep(value, this.version);
    if (this.state.kind === "stale") this.set({ ...this.state, mine: value });
    else this.queue();
  }

  /** Saves now what is still waiting: on leaving a picture, on coming back online, on "try again". */
  flush(): void {
    if (this.pending && this.state.kind !== "stale") void this.send();
  }

  /** Saves now, and says whether the server has everything once it has answered. */
  finish(): Promise<boolean> {
    this.flush();
    if (this.state.kind !== "saving") return Promise.resolve(this.isClean);
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        if (this.state.kind === "saving") return;
        stop();
        resolve(this.isClean);
      });
    });
  }

  /** The server's version moved on while nothing was pending here. */
  follow(version: number): void {
    if (this.isClean) this.version = version;
  }

  /** Ends a stale state by saving `value` on top of what is stored; the draft stays until it is saved. */
  settle(value: T): void {
    if (this.state.kind !== "stale") return;
    this.version = this.state.stored.version;
    this.pending = { value };
    void this.port.keep(value, this.version);
    this.set({ kind: "saving" });
    void this.send();
  }

  /** Ends a stale state by taking what is stored. */
  async yieldTo(stored: Stored<T>): Promise<void> {
    this.version = stored.version;
    this.pending = null;
    this.cancelTimer();
    this.set({ kind: "saved", at: stored.at ? new Date(stored.at) : null });
    await this.port.drop();
  }

  /** Starts in the stale state: a draft from another day met a newer version on the server. */
  contest(mine: T, stored: Stored<T>): void {
    this.pending = { value: mine };
    this.set({ kind: "stale", mine, stored });
  }

  dispose(): void {
    this.cancelTimer();
    this.watchers.clear();
  }

  /** After a failure nobody knows what the server has, so then even the old value is sent. */
  private isTakenBack(value: T): boolean {
    const quiet = !this.running && this.failures === 0 && this.state.kind !== "stale";
    return quiet && (this.port.isStored?.(value) ?? false);
  }

  /** What was changed is taken back: nothing waits any more. */
  private rest(): void {
    this.pending = null;
    this.cancelTimer();
    this.set({ kind: "saved", at: this.savedAt });
    void this.port.drop();
  }

  /** Sends what waits within a second, or keeps it here until it is whole. */
  private queue(): void {
    if (this.isHeld()) return;
    this.set({ kind: "saving" });
    this.schedule(SAVE_DELAY_MS);
  }

  private isHeld(): boolean {
    const sentence = (this.pending && this.port.missing?.(this.pending.value)) || "";
    if (sentence === "") return false;
    this.cancelTimer();
    this.set({ kind: "unsaved", reason: "incomplete", sentence });
    return true;
  }

  private schedule(delay: number): void {
    this.cancelTimer();
    this.timer = setTimeout(() => void this.send(), delay);
  }

  private cancelTimer(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private async send(): Promise<void> {
    this.cancelTimer();
    if (this.running || !this.pending || this.isHeld()) return;
    const { value } = this.pending;
    this.pending = null;
    this.running = true;
    this.set({ kind: "saving" });
    try {
      const stored = await this.port.save(value, this.version);
      this.running = false;
      await this.saved(stored);
    } catch (error) {
      this.running = false;
      this.failed(value, this.port.explain(error));
    }
  }

  private async saved(stored: Stored<T>): Promise<void> {
    this.version = stored.version;
    this.failures = 0;
    const waiting = this.pending as { value: T } | null;
    if (waiting) {
      void this.port.keep(waiting.value, this.version);
      this.queue();
      return;
    }
    this.savedAt = this.now();
    this.set({ kind: "saved", at: this.savedAt });
    await this.port.drop();
  }

  private failed(value: T, failure: Failure<T>): void {
    const isNewer = this.pending !== null;
    this.pending ??= { value };
    if (failure.kind === "stale") {
      this.set({ kind: "stale", mine: this.pending.value, stored: failure.stored });
      return;
    }
    const { kind: reason, sentence, fields } = failure;
    this.set({ kind: "unsaved", reason, sentence, fields });
    if (failure.kind === "refused") {
      if (isNewer) this.queue();
      return;
    }
    const delay = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? 30_000;
    this.failures += 1;
    this.schedule(delay);
  }

  private set(state: SaveState<T>): void {
    this.state = state;
    for (const watcher of this.watchers) watcher();
  }
}
