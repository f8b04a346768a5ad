import { expect, it } from "vitest";
import { nearestStop, stopByKey, stopsOf, ticksOf } from "@/features/mining/line";

const HISTOGRAM = { edges: [0, 1, 2, 3], counts: [10, 5, 2], chosen: [0, 1, 2] };

it("counts at every edge what lies above it, and at the threshold what was chosen", () => {
  expect(stopsOf(HISTOGRAM, 1.7, 3)).toEqual([
    { score: 0, above: 17 },
    { score: 1, above: 7 },
    { score: 1.7, above: 3 },
    { score: 2, above: 2 },
    { score: 3, above: 0 },
  ]);
});

it("has one place for a threshold that lies on an edge", () => {
  expect(stopsOf(HISTOGRAM, 2, 2).map(({ score }) => score)).toEqual([0, 1, 2, 3]);
});

it("snaps to the nearest place and stays inside", () => {
  const stops = stopsOf(HISTOGRAM, 1.7, 3);
  expect(nearestStop(stops, 1.8)).toBe(2);
  expect(nearestStop(stops, -5)).toBe(0);
  expect(nearestStop(stops, 99)).toBe(4);
});

it("moves by keys, and leaves the others alone", () => {
  expect(stopByKey("ArrowRight", 2, 4)).toBe(3);
  expect(stopByKey("PageDown", 2, 4)).toBe(0);
  expect(stopByKey("End", 2, 4)).toBe(4);
  expect(stopByKey("Tab", 2, 4)).toBeUndefined();
});

it("marks round numbers inside the range", () => {
  expect(ticksOf(0.11, 0.36)).toEqual([0.15, 0.2, 0.25, 0.3, 0.35]);
  expect(ticksOf(-2.3, 3.1)).toEqual([-2, -1, 0, 1, 2, 3]);
  expect(ticksOf(1, 1)).toEqual([1]);
});
