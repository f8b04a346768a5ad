/** The boxes of one picture: a store that knows no framework; every change is a change set with an origin. */

import { type Box, sameBox } from "@/canvas/geometry";

export interface KeyedBox {
  readonly id: string;
  readonly box: Box;
}

/** LOCAL changes were made by the person here and can be undone; REMOTE ones came from the server. */
export type Origin = "LOCAL" | "REMOTE";

export interface ChangeSet {
  readonly origin: Origin;
  readonly added: readonly KeyedBox[];
  readonly removed: readonly KeyedBox[];
  readonly updated: readonly { readonly before: KeyedBox; readonly after: KeyedBox }[];
}

export interface BoxState {
  readonly boxes: readonly KeyedBox[];
  readonly selected: string | null;
  /** A box in the middle of a gesture: shown, not yet a change. A null id is one being drawn. */
  readonly preview: { readonly id: string | null; readonly box: Box } | null;
}

let counter = 0;
export function newBoxId(): string {
  counter += 1;
  return `box-${counter}`;
}

export class BoxStore {
  private state: BoxState = { boxes: [], selected: null, preview: null };
  private readonly watchers = new Set<() => void>();
  private readonly observers = new Set<(change: ChangeSet) => void>();

  readonly getState = (): BoxState => this.state;

  /** Called after every change of anything shown; for React's useSyncExternalStore. */
  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Called with every change set; for saving, drafts and undo. */
  observe(observer: (change: ChangeSet) => void): () => void {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  }

  get(id: string): KeyedBox | undefined {
    return this.state.boxes.find((entry) => entry.id === id);
  }

  plain(): Box[] {
    return this.state.boxes.map(({ box }) => ({ ...box }));
  }

  select(id: string | null): void {
    if (id !== this.state.selected) this.set({ selected: id });
  }

  preview(preview: BoxState["preview"]): void {
    this.set({ preview });
  }

  add(box: Box, origin: Origin = "LOCAL"): string {
    const entry = { id: newBoxId(), box };
    this.apply({ origin, added: [entry], removed: [], updated: [] });
    return entry.id;
  }

  update(id: string, box: Box, origin: Origin = "LOCAL"): void {
    const before = this.get(id);
    if (!before || sameBox(before.box, box)) return;
    this.apply({ origin, added: [], removed: [], updated: [{ before, after: { id, box } }] });
  }

  remove(id: string, origin: Origin = "LOCAL"): void {
    const entry = this.get(id);
    if (entry) this.apply({ origin, added: [], removed: [entry], updated: [] });
  }

  /** Makes the list what was given; boxes that stay keep their identity, so undo still finds them. */
  replace(boxes: readonly Box[], origin: Origin): void {
    const kept = [...this.state.boxes];
    const added: KeyedBox[] = [];
    for (const box of boxes) {
      const at = kept.findIndex((entry) => sameBox(entry.box, box));
      if (at >= 0) kept.splice(at, 1);
      else added.push({ id: newBoxId(), box: { ...box } });
    }
    if (added.length || kept.length) this.apply({ origin, added, removed: kept, updated: [] });
  }

  /** Applies a change set; parts that no longer fit (a box that is gone) are left out. */
  apply(change: ChangeSet): void {
    const known = new Map(this.state.boxes.map((entry) => [entry.id, entry]));
    const fitting: ChangeSet = {
      origin: change.origin,
      removed: change.removed.filter((entry) => known.has(entry.id)),
      updated: change.updated.filter(({ after }) => known.has(after.id)),
      added: change.added.filter((entry) => !known.has(entry.id)),
    };
    if (!fitting.removed.length && !fitting.updated.length && !fitting.added.length) return;
    const gone = new Set(fitting.removed.map((entry) => entry.id));
    const next = new Map(fitting.updated.map(({ after }) => [after.id, after]));
    const boxes = this.state.boxes
      .filter((entry) => !gone.has(entry.id))
      .map((entry) => next.get(entry.id) ?? entry)
      .concat(fitting.added);
    const selected =
      this.state.selected && gone.has(this.state.selected) ? null : this.state.selected;
    this.set({ boxes, selected });
    for (const observer of this.observers) observer(fitting);
  }

  private set(part: Partial<BoxState>): void {
    this.state = { ...this.state, ...part };
    for (const watcher of this.watchers) watcher();
  }
}
