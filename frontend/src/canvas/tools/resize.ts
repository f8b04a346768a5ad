import { type Box, type Handle, type Point, resized } from "@/canvas/geometry";
import type { KeyedBox } from "@/canvas/store";
import type { Drawing, Gesture } from "@/canvas/tools/gesture";

/** Drags one handle of a box. */
export function resize(
  { store, image }: Drawing,
  entry: KeyedBox,
  handle: Handle,
  from: Point,
): Gesture {
  let box: Box | null = null;
  return {
    move(at) {
      box = resized(entry.box, handle, at.x - from.x, at.y - from.y, image);
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
