import { expect, it } from "vitest";
import { wordDiff } from "@/features/object/sections/diff";

const joined = (before: string, after: string, leave: "added" | "removed") =>
  wordDiff(before, after)
    .filter(({ kind }) => kind !== leave)
    .map(({ text }) => text)
    .join("");

it.each([
  ["a red mug", "a blue mug"],
  ["", "new"],
  ["old", ""],
  ["a  b c", "c a b  d"],
])("gives back both texts of %j and %j", (before, after) => {
  expect(joined(before, after, "added")).toBe(before);
  expect(joined(before, after, "removed")).toBe(after);
});

it("marks only the word that changed", () => {
  expect(wordDiff("a red mug", "a blue mug")).toEqual([
    { kind: "same", text: "a " },
    { kind: "removed", text: "red" },
    { kind: "added", text: "blue" },
    { kind: "same", text: " mug" },
  ]);
});
