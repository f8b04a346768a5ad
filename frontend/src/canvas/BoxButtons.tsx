import type { KeyboardEvent } from "react";
import classes from "@/canvas/canvas.module.css";
import type { Size } from "@/canvas/geometry";
import type { BoxState, BoxStore } from "@/canvas/store";
import { pressed } from "@/canvas/tools/keys";
import { boxOnPane, type View } from "@/canvas/viewport";

interface Props {
  readonly store: BoxStore;
  readonly state: BoxState;
  readonly image: Size;
  readonly view: View;
  readonly editable: boolean;
}

/** One real button over each box: Tab reaches it, arrows nudge, Delete removes. */
export function BoxButtons({ store, state, image, view, editable }: Props) {
  const onKeyDown = (id: string) => (event: KeyboardEvent) => {
    if (event.key === "Escape") store.select(null);
    if (event.ctrlKey || event.metaKey || !editable) return;
    if (pressed(store, id, image, event)) event.preventDefault();
  };
  return state.boxes.map(({ id, box }, index) => {
    const seen = boxOnPane(view, box);
    return (
      <button
        key={id}
        type="button"
        className={classes.hit}
        data-box={id}
        style={{ left: seen.x, top: seen.y, width: seen.width, height: seen.height }}
        aria-label={`Box ${index + 1} of ${state.boxes.length}: x ${box.x}, y ${box.y}, ${box.width} by ${box.height} pixels`}
        aria-pressed={id === state.selected}
        onFocus={() => store.select(id)}
        onClick={() => store.select(id)}
        onKeyDown={onKeyDown(id)}
      />
    );
  });
}
