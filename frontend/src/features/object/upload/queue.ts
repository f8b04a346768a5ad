/** The upload queue: two files at a time, resumable, each with its own progress, result and reason. */

import type { ImageRole } from "@/api/types";

export type UploadState = "waiting" | "sending" | "checking" | "done" | "refused" | "failed";

export interface UploadItem {
  readonly id: number;
  readonly name: string;
  readonly role: ImageRole;
  readonly size: number;
  readonly sent: number;
  readonly state: UploadState;
  /** Why it was refused or failed, or that it was there already. */
  readonly sentence: string;
}

export interface Outcome {
  readonly created: boolean;
}

/** Sends one file; rejects with a Refusal when the server does not want the picture. */
export type Send = (
  file: File,
  role: ImageRole,
  onProgress: (sent: number) => void,
) => Promise<Outcome>;

/** The server looked at the file and does not take it; trying again would change nothing. */
export class Refusal extends Error {}

const PARALLEL = 2;

export class UploadQueue {
  private items: readonly UploadItem[] = [];
  private readonly files = new Map<number, File>();
  private next = 1;
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly send: Send,
    private readonly onDone: (item: UploadItem) => void,
  ) {}

  readonly getItems = (): readonly UploadItem[] => this.items;

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  add(files: readonly File[], role: ImageRole): void {
    for (const file of files) {
      const id = this.next++;
      this.files.set(id, file);
      this.items = [
        ...this.items,
        { id, name: file.name, role, size: file.size, sent: 0, state: "waiting", sentence: "" },
      ];
    }
    this.tell();
    this.pump();
  }

  retry(id: number): void {
    this.patch(id, { state: "waiting", sentence: "", sent: 0 });
    this.pump();
  }

  dismiss(id: number): void {
    this.files.delete(id);
    this.items = this.items.filter((item) => item.id !== id);
    this.tell();
  }

  /** Takes away what went well; refused and failed ones stay until they have been read. */
  dismissDone(): void {
    for (const item of this.items) if (item.state === "done") this.files.delete(item.id);
    this.items = this.items.filter((item) => item.state !== "done");
    this.tell();
  }

  get busy(): boolean {
    return this.items.some(({ state }) => ["waiting", "sending", "checking"].includes(state));
  }

  private pump(): void {
    const running = this.items.filter(({ state }) => state === "sending" || state === "checking");
    const free = PARALLEL - running.length;
    for (const item of this.items.filter(({ state }) => state === "waiting").slice(0, free)) {
      void this.run(item.id);
    }
  }

  private async run(id: number): Promise<void> {
    const item = this.items.find((other) => other.id === id);
    const file = this.files.get(id);
    if (!item || !file) return;
    this.patch(id, { state: "sending" });
    try {
      const { created } = await this.send(file, item.role, (sent) =>
        this.patch(id, { sent, state: sent >= file.size ? "checking" : "sending" }),
      );
      const sentence = created ? "" : "This picture was here already.";
      this.patch(id, { state: "done", sent: file.size, sentence });
      this.onDone({ ...item, state: "done", sentence });
    } catch (error) {
      const state = error instanceof Refusal ? "refused" : "failed";
      this.patch(id, { state, sentence: error instanceof Error ? error.message : String(error) });
    }
    this.pump();
  }

  private patch(id: number, part: Partial<UploadItem>): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...part } : item));
    this.tell();
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}
