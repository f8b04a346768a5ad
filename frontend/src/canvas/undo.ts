/** Undo and redo of local changes; what the server did is never undone, and bursts count as one step. */

import type { BoxStore, ChangeSet } from "@/canvas/store";

const BURST_MS = 500;
const LIMIT = 200;

interface Step {
  readonly changes: readonly ChangeSet[];
  readonly at: number;
}

export function inverted(change: ChangeSet): ChangeSet {
  return {
    origin: "LOCAL",
    added: change.removed,
    removed: change.added,
    updated: change.updated.map(({ before, after }) => ({ before: after, after: before })),
  };
}

/** Repeated nudges of one box are one step; anything else stands alone. */
function isBurst(previous: ChangeSet | undefined, change: ChangeSet): boolean {
  const only = (set: ChangeSet): string | null =>
    set.added.length + set.removed.length === 0 && set.updated.length === 1
      ? (set.updated[0]?.after.id ?? null)
      : null;
  return previous !== undefined && only(previous) !== null && only(previous) === only(change);
}

export class UndoStack {
  private done: Step[] = [];
  private undone: Step[] = [];
  private replaying = false;
  private readonly watchers = new Set<() => void>();
  private readonly stop: () => void;

  constructor(
    private readonly store: BoxStore,
    private readonly now: () => number = Date.now,
  ) {
    this.stop = store.observe((change) => this.record(change));
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly canUndo = (): boolean => this.done.length > 0;
  readonly canRedo = (): boolean => this.undone.length > 0;

  undo(): boolean {
    const step = this.done.pop();
    if (!step) return false;
    this.replay([...step.changes].reverse().map(inverted));
    this.undone.push(step);
    this.tell();
    return true;
  }

  redo(): boolean {
    const step = this.undone.pop();
    if (!step) return false;
    this.replay(step.changes);
    this.done.push(step);
    this.tell();
    return true;
  }

  dispose(): void {
    this.stop();
  }

  private record(change: ChangeSet): void {
    if (this.replaying || change.origin !== "LOCAL") return;
    const at = this.now();
    const last = this.done.at(-1);
    if (last && at - last.at <= BURST_MS && isBurst(last.changes.at(-1), change)) {
      this.done[this.done.length - 1] = { changes: [...last.changes, change], at };
    } else {
      this.done.push({ changes: [change], at });
      if (this.done.length > LIMIT) this.done.shift();
    }
    this.undone = [];
    this.tell();
  }

  private replay(changes: readonly ChangeSet[]): void {
    this.replaying = true;
    for (const change of changes) this.store.apply({ ...change, origin: "LOCAL" });
    this.replaying = false;
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}
