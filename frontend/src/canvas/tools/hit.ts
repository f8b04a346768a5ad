import { contains, HANDLES, type Handle, handlePoint, type Point } from "@/canvas/geometry";
import type { BoxState, KeyedBox } from "@/canvas/store";

export type Hit =
  | { readonly kind: "handle"; readonly entry: KeyedBox; readonly handle: Handle }
  | { readonly kind: "box"; readonly entry: KeyedBox }
  | { readonly kind: "nothing" };

/** What lies under a picture point: handles of the selected box first, then the smallest box. */
export function hitAt(state: BoxState, at: Point, reach: number): Hit {
  const selected = state.boxes.find((entry) => entry.id === state.selected);
  if (selected) {
    const near = HANDLES.map((handle) => {
      const point = handlePoint(selected.box, handle);
      return { handle, distance: Math.hypot(point.x - at.x, point.y - at.y) };
    }).sort((a, b) => a.distance - b.distance)[0];
    if (near && near.distance <= reach) {
      return { kind: "handle", entry: selected, handle: near.handle };
    }
  }
  const [smallest] = state.boxes
    .filter((entry) => contains(entry.box, at))
    .sort((a, b) => a.box.width * a.box.height - b.box.width * b.box.height);
  return smallest ? { kind: "box", entry: smallest } : { kind: "nothing" };
}
