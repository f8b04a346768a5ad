/** One thing being edited (boxes of a picture, the text, the evidence) with its saving and its draft. */

import { asProblem } from "@/api/problems";
import { Autosaver, type Failure, type Stored } from "@/saving/autosaver";
import { dropDrafts, findDraft, keepDraft } from "@/saving/drafts";

export interface Subject<T> {
  readonly user: number;
  readonly target: string;
  readonly same: (first: T, second: T) => boolean;
  readonly save: (value: T, version: number) => Promise<Stored<T>>;
  /** Reads what a 412 answer says is stored. */
  readonly storedOf: (raw: unknown) => Stored<T>;
  readonly onSaved?: (stored: Stored<T>) => void;
  /** What a value lacks before it can be sent: until then it is kept as a draft on this device. */
  readonly missing?: (value: T) => string;
}

export interface Editing<T> {
  readonly value: T;
  /** A draft that was brought back: when it was written, and what stood there before. */
  readonly recovered: { readonly at: string; readonly before: T } | null;
}

export class Session<T> {
  readonly saver: Autosaver<T>;
  private editing: Editing<T>;
  private server: T;
  private readonly watchers = new Set<() => void>();
  private readonly remote = new Set<(value: T, origin: "LOCAL" | "REMOTE") => void>();

  constructor(
    private readonly subject: Subject<T>,
    version: number,
    value: T,
  ) {
    this.editing = { value, recovered: null };
    this.server = value;
    this.saver = new Autosaver<T>(
      {
        save: (next, base) => this.save(next, base),
        explain: (error) => explained(error, subject.storedOf),
        keep: (next, base) =>
          keepDraft({ user: subject.user, target: subject.target, base, value: next }),
        drop: () => dropDrafts(subject.user, subject.target),
        missing: subject.missing,
        isStored: (next) => subject.same(next, this.server),
      },
      version,
    );
  }

  readonly getSnapshot = (): Editing<T> => this.editing;

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Told when the value changes from outside the editor: by the server or by a draft. */
  onOutside(listener: (value: T, origin: "LOCAL" | "REMOTE") => void): () => void {
    this.remote.add(listener);
    return () => this.remote.delete(listener);
  }

  /** The person's change. */
  edit(value: T): void {
    this.set({ value, recovered: this.editing.recovered });
    this.saver.change(value);
  }

  /** The server's word, from reading the object again; ignored while something here is unsaved. */
  receive(version: number, value: T): void {
    if (!this.saver.isClean || version <= this.saver.baseVersion) return;
    this.saver.follow(version);
    this.server = value;
    this.show(value, "REMOTE");
  }

  /** Looks for a draft that never reached the server: brings it back, or shows both versions. */
  async recover(): Promise<void> {
    const { user, target, same } = this.subject;
    const draft = await findDraft(user, target);
    if (!draft || !this.saver.isClean) return;
    const value = draft.value as T;
    if (same(value, this.editing.value)) {
      await dropDrafts(user, target);
    } else if (draft.base === this.saver.baseVersion) {
      this.set({ value, recovered: { at: draft.at, before: this.editing.value } });
      for (const listener of this.remote) listener(value, "LOCAL");
      if (this.saver.isClean) this.saver.change(value);
    } else {
      const stored = { version: this.saver.baseVersion, value: this.server, by: null, at: null };
      this.saver.contest(value, stored);
    }
  }

  /** Undoes a recovered draft: what stood there before is saved again. */
  discard(): void {
    const { recovered } = this.editing;
    if (!recovered) return;
    this.acknowledge();
    for (const listener of this.remote) listener(recovered.before, "LOCAL");
    if (!this.subject.same(this.editing.value, recovered.before)) this.edit(recovered.before);
  }

  /** Ends a stale save: `value` goes on top of what is stored. */
  keep(value: T): void {
    this.show(value, "REMOTE");
    this.saver.settle(value);
  }

  /** Ends a stale save by giving way to the other version. */
  async takeTheirs(): Promise<void> {
    const state = this.saver.getState();
    if (state.kind !== "stale") return;
    this.server = state.stored.value;
    await this.saver.yieldTo(state.stored);
    this.show(state.stored.value, "REMOTE");
  }

  /** The notice about the draft has been read. */
  acknowledge(): void {
    this.set({ ...this.editing, recovered: null });
  }

  private async save(value: T, base: number): Promise<Stored<T>> {
    const stored = await this.subject.save(value, base);
    this.server = stored.value;
    this.subject.onSaved?.(stored);
    return stored;
  }

  private show(value: T, origin: "LOCAL" | "REMOTE"): void {
    if (origin === "REMOTE") this.set({ value, recovered: null });
    for (const listener of this.remote) listener(value, origin);
  }

  private set(editing: Editing<T>): void {
    this.editing = editing;
    for (const watcher of this.watchers) watcher();
  }
}

function explained<T>(error: unknown, storedOf: (raw: unknown) => Stored<T>): Failure<T> {
  const problem = asProblem(error);
  if (problem.status === 412) return { kind: "stale", stored: storedOf(problem.extra.stored) };
  const kind =
    problem.status === 401
      ? "signed-out"
      : problem.status >= 500
        ? "server"
        : problem.status === 0 && problem.code !== "client.unexpected"
          ? "offline"
          : "refused";
  return { kind, sentence: problem.sentence, fields: problem.fields };
}
