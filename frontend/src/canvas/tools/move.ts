import { type Box, moved, type Point } from "@/canvas/geometry";
import type { KeyedBox } from "@/canvas/store";
import type { Drawing, Gesture } from "@/canvas/tools/gesture";

/** Selects a box and drags it along; without a real drag it is only selected. */
export function move({ store, image, slip }: Drawing, entry: KeyedBox, from: Point): Gesture {
  let box: Box | null = null;
  store.select(entry.id);
  return {
    move(at) {
      const dx = at.x - from.x;
      const dy = at.y - from.y;
      if (!box && Math.max(Math.abs(dx), Math.abs(dy)) <= slip) return;
      box = moved(entry.box, dx, dy, image);
      store.preview({ id: entry.id, box });
    },
    end() {
      store.preview(null);
      if (box) store.update(entry.id, box);
    },
    cancel() {
      store.preview(null);
    },
  };
}
