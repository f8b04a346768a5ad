import { type Box, fromCorners, type Point } from "@/canvas/geometry";
import type { Drawing, Gesture } from "@/canvas/tools/gesture";

/** Draws a new box from where the pointer went down; a mere click draws nothing and deselects. */
export function draw({ store, image, slip }: Drawing, from: Point): Gesture {
  let box: Box | null = null;
  return {
    move(at) {
      const far = Math.max(Math.abs(at.x - from.x), Math.abs(at.y - from.y)) > slip;
      if (!box && !far) return;
      box = fromCorners(from, at, image);
      store.preview({ id: null, box });
    },
    end() {
      store.preview(null);
      store.select(box ? store.add(box) : null);
    },
    cancel() {
      store.preview(null);
    },
  };
}
