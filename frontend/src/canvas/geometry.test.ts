import { describe, expect, it } from "vitest";
import {
  fitted,
  fromCorners,
  isInside,
  moved,
  resized,
  sameBoxes,
  unionOf,
  withField,
} from "@/canvas/geometry";

const image = { width: 100, height: 80 };
const box = { x: 10, y: 20, width: 30, height: 40 };

describe("boxes in whole pixels of the picture", () => {
  it("spans two corners in whichever order they come, in whole pixels", () => {
    const expected = { x: 10, y: 5, width: 20, height: 15 };
    expect(fromCorners({ x: 10.4, y: 4.6 }, { x: 29.6, y: 20.2 }, image)).toEqual(expected);
    expect(fromCorners({ x: 29.6, y: 20.2 }, { x: 10.4, y: 4.6 }, image)).toEqual(expected);
  });

  it("cuts what is drawn beyond the picture", () => {
    const drawn = fromCorners({ x: -50, y: -50 }, { x: 500, y: 500 }, image);
    expect(drawn).toEqual({ x: 0, y: 0, width: 100, height: 80 });
    expect(isInside(drawn, image)).toBe(true);
  });

  it("keeps at least one pixel, also when everything was drawn outside", () => {
    const drawn = fromCorners({ x: 300, y: 300 }, { x: 400, y: 400 }, image);
    expect(drawn).toEqual({ x: 99, y: 79, width: 1, height: 1 });
  });

  it("stops at the edge when moved and keeps its size", () => {
    expect(moved(box, 1000, -1000, image)).toEqual({ x: 70, y: 0, width: 30, height: 40 });
  });

  it("lets a dragged edge cross the opposite one", () => {
    expect(resized(box, "e", -50, 0, image)).toEqual({ x: 0, y: 20, width: 10, height: 40 });
    expect(resized(box, "se", 5, 7, image)).toEqual({ x: 10, y: 20, width: 35, height: 47 });
    expect(resized(box, "nw", -3, -4, image)).toEqual({ x: 7, y: 16, width: 33, height: 44 });
  });

  it("pushes a typed number back inside the picture", () => {
    expect(withField(box, "width", 500, image)).toEqual({ ...box, width: 90 });
    expect(withField(box, "x", 95, image)).toEqual({ ...box, x: 95, width: 5 });
    expect(withField(box, "height", 0, image)).toEqual({ ...box, height: 1 });
  });

  it("fits a copied box into a smaller picture", () => {
    const small = { width: 20, height: 30 };
    expect(isInside(fitted(box, small), small)).toBe(true);
  });

  it("compares lists without regard to order, and counts repeats", () => {
    const other = { x: 1, y: 1, width: 2, height: 2 };
    expect(sameBoxes([box, other], [other, box])).toBe(true);
    expect(sameBoxes([box, box], [box, other])).toBe(false);
    expect(sameBoxes([box], [box, box])).toBe(false);
  });

  it("keeps both versions with every box once", () => {
    const other = { x: 1, y: 1, width: 2, height: 2 };
    expect(unionOf([box], [{ ...box }, other])).toEqual([box, other]);
  });
});
