/** Where the picture stands in its pane: pure functions over a scale and an offset. */

import { type Box, clamp, type Point, type Size } from "@/canvas/geometry";

/** pane point = picture point * scale + (x, y) */
export interface View extends Point {
  readonly scale: number;
}

export const MAX_SCALE = 16;
const MARGIN = 16;

/** The largest scale at which the whole picture is seen, without blowing up small ones beyond 4x. */
export function fitScale(image: Size, pane: Size): number {
  const width = Math.max(pane.width - 2 * MARGIN, 1);
  const height = Math.max(pane.height - 2 * MARGIN, 1);
  return Math.min(width / image.width, height / image.height, 4);
}

export function fitted(image: Size, pane: Size): View {
  return centred(image, pane, fitScale(image, pane));
}

function centred(image: Size, pane: Size, scale: number): View {
  return {
    scale,
    x: (pane.width - image.width * scale) / 2,
    y: (pane.height - image.height * scale) / 2,
  };
}

/** Keeps the picture in reach: centred when it is smaller than the pane, never dragged out of it. */
export function held(view: View, image: Size, pane: Size): View {
  const along = (offset: number, picture: number, room: number): number =>
    picture <= room ? (room - picture) / 2 : clamp(offset, room - picture - room / 4, room / 4);
  return {
    scale: view.scale,
    x: along(view.x, image.width * view.scale, pane.width),
    y: along(view.y, image.height * view.scale, pane.height),
  };
}

/** Zooms so that the picture point under `at` stays under it. */
export function zoomedAt(view: View, at: Point, factor: number, image: Size, pane: Size): View {
  const least = fitScale(image, pane);
  const scale = clamp(view.scale * factor, least, Math.max(MAX_SCALE, least));
  const ratio = scale / view.scale;
  return held(
    { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio },
    image,
    pane,
  );
}

export function pannedBy(view: View, dx: number, dy: number, image: Size, pane: Size): View {
  return held({ ...view, x: view.x + dx, y: view.y + dy }, image, pane);
}

export function isFitted(view: View, image: Size, pane: Size): boolean {
  return view.scale <= fitScale(image, pane) * 1.01;
}

export function toImage(view: View, at: Point): Point {
  return { x: (at.x - view.x) / view.scale, y: (at.y - view.y) / view.scale };
}

export function toPane(view: View, at: Point): Point {
  return { x: at.x * view.scale + view.x, y: at.y * view.scale + view.y };
}

export function boxOnPane(view: View, box: Box): Box {
  const { x, y } = toPane(view, box);
  return { x, y, width: box.width * view.scale, height: box.height * view.scale };
}

/** Moves the view so that a box is seen, zooming out only when it must. */
export function showing(view: View, box: Box, image: Size, pane: Size): View {
  const seen = boxOnPane(view, box);
  const inside =
    seen.x >= 0 &&
    seen.y >= 0 &&
    seen.x + seen.width <= pane.width &&
    seen.y + seen.height <= pane.height;
  if (inside) return view;
  const scale = Math.min(
    view.scale,
    Math.max(
      fitScale(image, pane),
      0.8 * Math.min(pane.width / box.width, pane.height / box.height),
    ),
  );
  return held(
    {
      scale,
      x: pane.width / 2 - (box.x + box.width / 2) * scale,
      y: pane.height / 2 - (box.y + box.height / 2) * scale,
    },
    image,
    pane,
  );
}
