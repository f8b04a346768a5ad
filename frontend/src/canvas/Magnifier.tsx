import classes from "@/canvas/canvas.module.css";
import type { Point, Size } from "@/canvas/geometry";
import { toImage, type View } from "@/canvas/viewport";

const LENS = 128;
const POWER = 2.5;

interface Props {
  readonly src: string;
  readonly image: Size;
  readonly view: View;
  readonly pane: Size;
  readonly finger: Point;
}

/** What the finger hides while it draws, enlarged in the corner that is farther away. */
export function Magnifier({ src, image, view, pane, finger }: Props) {
  const at = toImage(view, finger);
  const scale = view.scale * POWER;
  const left = finger.x > pane.width / 2 ? 12 : pane.width - LENS - 12;
  return (
    <div
      className={classes.lens}
      aria-hidden="true"
      style={{
        left,
        width: LENS,
        height: LENS,
        backgroundImage: `url("${src}")`,
        backgroundSize: `${image.width * scale}px ${image.height * scale}px`,
        backgroundPosition: `${LENS / 2 - at.x * scale}px ${LENS / 2 - at.y * scale}px`,
      }}
    />
  );
}
