import { expect, it } from "vitest";
import { isNothing, shown } from "./shown";

it("says nothing, yes and no in words", () => {
  expect([null, "", [], true, false].map(shown)).toEqual([
    "nothing",
    "nothing",
    "nothing",
    "yes",
    "no",
  ]);
});

it("joins names from coarse to fine and cuts what is long", () => {
  expect(shown(["fruit", "apple"])).toBe("fruit › apple");
  expect(shown("x".repeat(500))).toHaveLength(401);
});

it("names the sides of boxes", () => {
  expect(shown([[1, 2, 3, 4]])).toBe("x 1, y 2, width 3, height 4");
  expect(
    shown([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]),
  ).toContain("; x 5");
});

it("reads evidence without brackets and without what is empty", () => {
  expect(shown([{ kind: "public_record", date: "2024-01-01", url: "" }])).toBe(
    "kind: public_record, date: 2024-01-01",
  );
});

it("takes zero and no for something", () => {
  expect(isNothing(0)).toBe(false);
  expect(isNothing(false)).toBe(false);
});
