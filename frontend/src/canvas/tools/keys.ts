import type { Size } from "@/canvas/geometry";
import { moved, resized } from "@/canvas/geometry";
import type { BoxStore } from "@/canvas/store";

export interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arrows nudge a box, with shift by 10 px, with alt they resize it, Delete removes it; true when done. */
export function pressed(store: BoxStore, id: string, image: Size, event: Pressed): boolean {
  const entry = store.get(id);
  if (!entry) return false;
  if (event.key === "Delete" || event.key === "Backspace") {
    store.remove(id);
    return true;
  }
  const step = STEPS[event.key];
  if (!step) return false;
  const by = event.shiftKey ? 10 : 1;
  const [dx, dy] = [step[0] * by, step[1] * by];
  if (!event.altKey) {
    store.update(id, moved(entry.box, dx, dy, image));
    return true;
  }
  const handle = dx !== 0 ? "e" : "s";
  const shrinksAway = entry.box.width + dx < 1 || entry.box.height + dy < 1;
  if (!shrinksAway) store.update(id, resized(entry.box, handle, dx, dy, image));
  return true;
}
