/** Boxes in integer pixels of the upright picture: x, y, width, height, top-left origin. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Point, Size {}

export const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;
export type Handle = (typeof HANDLES)[number];

export const FIELDS = ["x", "y", "width", "height"] as const;
export type Field = (typeof FIELDS)[number];

interface Edges {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

/** Whole pixels, inside the picture, at least one pixel in each direction. */
function fromEdges(edges: Edges, image: Size): Box {
  const left = clamp(Math.min(edges.left, edges.right), 0, image.width - 1);
  const top = clamp(Math.min(edges.top, edges.bottom), 0, image.height - 1);
  const right = clamp(Math.max(edges.left, edges.right), left + 1, image.width);
  const bottom = clamp(Math.max(edges.top, edges.bottom), top + 1, image.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The box that two opposite corners span, whichever comes first. */
export function fromCorners(first: Point, second: Point, image: Size): Box {
  return fromEdges(
    {
      left: Math.round(Math.min(first.x, second.x)),
      top: Math.round(Math.min(first.y, second.y)),
      right: Math.round(Math.max(first.x, second.x)),
      bottom: Math.round(Math.max(first.y, second.y)),
    },
    image,
  );
}

/** The same box elsewhere: it stops at the picture's edge and keeps its size. */
export function moved(box: Box, dx: number, dy: number, image: Size): Box {
  return {
    ...box,
    x: clamp(Math.round(box.x + dx), 0, image.width - box.width),
    y: clamp(Math.round(box.y + dy), 0, image.height - box.height),
  };
}

/** The box after one of its handles was dragged; a dragged edge may cross the opposite one. */
export function resized(box: Box, handle: Handle, dx: number, dy: number, image: Size): Box {
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  return fromEdges(
    {
      left: handle.includes("w") ? Math.round(box.x + dx) : box.x,
      top: handle.includes("n") ? Math.round(box.y + dy) : box.y,
      right: handle.includes("e") ? Math.round(right + dx) : right,
      bottom: handle.includes("s") ? Math.round(bottom + dy) : bottom,
    },
    image,
  );
}

/** The box with one number typed in, pushed back inside the picture where it would leave it. */
export function withField(box: Box, field: Field, value: number, image: Size): Box {
  const wanted = { ...box, [field]: Math.round(value) };
  const x = clamp(wanted.x, 0, image.width - 1);
  const y = clamp(wanted.y, 0, image.height - 1);
  return {
    x,
    y,
    width: clamp(wanted.width, 1, image.width - x),
    height: clamp(wanted.height, 1, image.height - y),
  };
}

/** The largest part of the box that another picture can hold, for copying to the next one. */
export function fitted(box: Box, image: Size): Box {
  const width = Math.min(box.width, image.width);
  const height = Math.min(box.height, image.height);
  return {
    x: clamp(box.x, 0, image.width - width),
    y: clamp(box.y, 0, image.height - height),
    width,
    height,
  };
}

export function isInside(box: Box, image: Size): boolean {
  return (
    box.width > 0 &&
    box.height > 0 &&
    box.x >= 0 &&
    box.y >= 0 &&
    box.x + box.width <= image.width &&
    box.y + box.height <= image.height
  );
}

export function contains(box: Box, point: Point): boolean {
  return (
    point.x >= box.x &&
    point.y >= box.y &&
    point.x <= box.x + box.width &&
    point.y <= box.y + box.height
  );
}

export function handlePoint(box: Box, handle: Handle): Point {
  const x = handle.includes("w") ? 0 : handle.includes("e") ? 1 : 0.5;
  const y = handle.includes("n") ? 0 : handle.includes("s") ? 1 : 0.5;
  return { x: box.x + x * box.width, y: box.y + y * box.height };
}

export function sameBox(first: Box, second: Box): boolean {
  return FIELDS.every((field) => first[field] === second[field]);
}

/** Whether both lists hold the same boxes, in whatever order. */
export function sameBoxes(first: readonly Box[], second: readonly Box[]): boolean {
  if (first.length !== second.length) return false;
  const left = [...second];
  return first.every((box) => {
    const at = left.findIndex((other) => sameBox(box, other));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** Every box of both lists once: what "keep both" means. */
export function unionOf(first: readonly Box[], second: readonly Box[]): Box[] {
  return [...first, ...second.filter((box) => !first.some((other) => sameBox(box, other)))].map(
    ({ x, y, width, height }) => ({ x, y, width, height }),
  );
}
