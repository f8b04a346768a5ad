import { describe, expect, it } from "vitest";
import { focusPanned, focusZoomed, viewOf, WHOLE } from "@/canvas/linked";
import {
  boxOnPane,
  fitted,
  isFitted,
  pannedBy,
  showing,
  toImage,
  toPane,
  zoomedAt,
} from "@/canvas/viewport";

const image = { width: 1000, height: 500 };
const pane = { width: 532, height: 432 };

describe("where the picture stands", () => {
  it("shows the whole picture in the middle", () => {
    const view = fitted(image, pane);
    expect(view.scale).toBeCloseTo(0.5);
    expect(toPane(view, { x: 500, y: 250 })).toEqual({ x: 266, y: 216 });
  });

  it("does not blow small pictures up without end", () => {
    expect(fitted({ width: 10, height: 10 }, pane).scale).toBe(4);
  });

  it("zooms around the point under the pointer", () => {
    const at = { x: 300, y: 200 };
    const view = zoomedAt(fitted(image, pane), at, 1, image, pane);
    const under = toImage(view, at);
    const closer = zoomedAt(view, at, 4, image, pane);
    expect(toImage(closer, at).x).toBeCloseTo(under.x);
    expect(toImage(closer, at).y).toBeCloseTo(under.y);
  });

  it("never zooms out beyond the whole picture", () => {
    const view = zoomedAt(fitted(image, pane), { x: 0, y: 0 }, 0.01, image, pane);
    expect(isFitted(view, image, pane)).toBe(true);
  });

  it("never lets the picture be dragged out of its pane", () => {
    const close = zoomedAt(fitted(image, pane), { x: 266, y: 216 }, 8, image, pane);
    const view = pannedBy(close, 1e6, 1e6, image, pane);
    const seen = boxOnPane(view, { x: 0, y: 0, ...image });
    expect(seen.x).toBeLessThan(pane.width);
    expect(seen.y).toBeLessThan(pane.height);
  });

  it("goes to a box that is out of sight and stays where it is otherwise", () => {
    const close = zoomedAt(fitted(image, pane), { x: 0, y: 216 }, 8, image, pane);
    const box = { x: 900, y: 400, width: 50, height: 50 };
    const view = showing(close, box, image, pane);
    const seen = boxOnPane(view, box);
    expect(seen.x).toBeGreaterThanOrEqual(0);
    expect(seen.x + seen.width).toBeLessThanOrEqual(pane.width);
    expect(showing(view, box, image, pane)).toBe(view);
  });
});

describe("two pictures in step", () => {
  const small = { width: 500, height: 250 };

  it("shows the same part of pictures of different size", () => {
    const focus = focusZoomed(WHOLE, { x: 100, y: 100 }, 3, image, pane);
    const first = toImage(viewOf(focus, image, pane), { x: 200, y: 200 });
    const second = toImage(viewOf(focus, small, pane), { x: 200, y: 200 });
    expect(second.x / small.width).toBeCloseTo(first.x / image.width);
    expect(second.y / small.height).toBeCloseTo(first.y / image.height);
  });

  it("does not pan a picture that is seen as a whole", () => {
    expect(focusPanned(WHOLE, 50, 50, image, pane)).toEqual(WHOLE);
  });
});
