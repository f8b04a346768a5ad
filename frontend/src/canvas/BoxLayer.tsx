import { memo } from "react";
import classes from "@/canvas/canvas.module.css";
import { type Box, HANDLES, handlePoint } from "@/canvas/geometry";
import { boxOnPane, type View } from "@/canvas/viewport";

export type Tone = "query" | "positive" | "mine" | "theirs" | "pin";

interface Props {
  readonly view: View;
  readonly boxes: readonly { readonly id: string; readonly box: Box; readonly tone: Tone }[];
  readonly selected: string | null;
  readonly handles: boolean;
}

/** The boxes as drawn; what can be focused and read aloud is BoxButtons. */
export const BoxLayer = memo(function BoxLayer({ view, boxes, selected, handles }: Props) {
  return (
    <svg className={classes.layer} aria-hidden="true" focusable="false">
      {boxes.map(({ id, box, tone }) => (
        <Outline key={id} box={boxOnPane(view, box)} tone={tone} selected={id === selected} />
      ))}
      {handles &&
        boxes
          .filter(({ id }) => id === selected)
          .map(({ id, box }) => <Handles key={id} box={boxOnPane(view, box)} />)}
    </svg>
  );
});

interface OutlineProps {
  readonly box: Box;
  readonly tone: Tone;
  readonly selected: boolean;
}

function Outline({ box, tone, selected }: OutlineProps) {
  return (
    <g data-tone={tone} data-selected={selected || undefined}>
      <rect className={classes.casing} {...box} />
      <rect className={classes.outline} {...box} />
    </g>
  );
}

function Handles({ box }: { readonly box: Box }) {
  return HANDLES.map((handle) => {
    const at = handlePoint(box, handle);
    return (
      <rect
        key={handle}
        className={classes.handle}
        x={at.x - 5}
        y={at.y - 5}
        width={10}
        height={10}
        rx={2}
      />
    );
  });
}
