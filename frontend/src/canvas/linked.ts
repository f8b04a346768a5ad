/** Two pictures in step: one focus in fractions, so that panes of different pictures show the same part. */

import { clamp, type Point, type Size } from "@/canvas/geometry";
import { fitScale, MAX_SCALE, type View } from "@/canvas/viewport";

/** `zoom` is relative to the whole picture in its pane; the centre is a fraction of the picture. */
export interface Focus {
  readonly zoom: number;
  readonly cx: number;
  readonly cy: number;
}

export const WHOLE: Focus = { zoom: 1, cx: 0.5, cy: 0.5 };

export function viewOf(focus: Focus, image: Size, pane: Size): View {
  const scale = fitScale(image, pane) * focus.zoom;
  return {
    scale,
    x: pane.width / 2 - focus.cx * image.width * scale,
    y: pane.height / 2 - focus.cy * image.height * scale,
  };
}

export function focusPanned(focus: Focus, dx: number, dy: number, image: Size, pane: Size): Focus {
  const scale = fitScale(image, pane) * focus.zoom;
  return within({
    ...focus,
    cx: focus.cx - dx / (image.width * scale),
    cy: focus.cy - dy / (image.height * scale),
  });
}

export function focusZoomed(
  focus: Focus,
  at: Point,
  factor: number,
  image: Size,
  pane: Size,
): Focus {
  const zoom = clamp(focus.zoom * factor, 1, MAX_SCALE);
  const before = fitScale(image, pane) * focus.zoom;
  const after = fitScale(image, pane) * zoom;
  const shift = (offset: number, extent: number): number =>
    (offset / before - offset / after) / extent;
  return within({
    zoom,
    cx: focus.cx + shift(at.x - pane.width / 2, image.width),
    cy: focus.cy + shift(at.y - pane.height / 2, image.height),
  });
}

function within(focus: Focus): Focus {
  const half = 0.5 / focus.zoom;
  return {
    zoom: focus.zoom,
    cx: clamp(focus.cx, half, 1 - half),
    cy: clamp(focus.cy, half, 1 - half),
  };
}
