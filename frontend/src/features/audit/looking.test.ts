import { expect, it } from "vitest";
import { Looking, rowsLeft } from "@/features/audit/looking";

it("counts an unbroken run from the top, and nothing beyond a gap", () => {
  const looking = new Looking(0);
  expect(looking.pass([1, 2, 3])).toBe(true);
  expect(looking.pass([7, 8, 9])).toBe(false);
  expect(looking.depth).toBe(3);
  expect(looking.pass([6, 5, 4])).toBe(true);
  expect(looking.depth).toBe(9);
});

it("goes on where somebody stopped on an earlier day", () => {
  const looking = new Looking(20);
  expect(looking.pass([1, 2, 3])).toBe(false);
  expect(looking.pass([21])).toBe(true);
  expect(looking.depth).toBe(21);
});

it("passes a whole row when the keyboard leaves it downwards, and none upwards or along it", () => {
  expect(rowsLeft(2, 6, 4, 99)).toEqual([1, 2, 3, 4]);
  expect(rowsLeft(3, 4, 4, 99)).toEqual([1, 2, 3, 4]);
  expect(rowsLeft(4, 5, 4, 99)).toEqual([]);
  expect(rowsLeft(6, 2, 4, 99)).toEqual([]);
  expect(rowsLeft(5, 8, 4, 6)).toEqual([5, 6]);
});
