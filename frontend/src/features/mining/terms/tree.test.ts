import { expect, it } from "vitest";
import { branchesOf, categoriesOf, holds } from "@/features/mining/terms/tree";

const term = (category_id: number, category: string[], text: string, is_name = true) => ({
  category_id,
  category,
  text,
  is_name,
});

const TERMS = [
  term(3, ["tools", "hand tools"], "hand tools"),
  term(2, ["toys", "plush", "bears"], "bears"),
  term(1, ["tools"], "tools"),
  term(1, ["tools"], "implement", false),
  term(4, ["toys"], "toys"),
];

it("groups terms by category, every category below its parent", () => {
  const categories = categoriesOf(TERMS);
  expect(categories.map(({ name, level, extra }) => [name, level, extra])).toEqual([
    ["tools", "coarse", ["implement"]],
    ["hand tools", "mid", []],
    ["toys", "coarse", []],
    ["bears", "fine", []],
  ]);
});

it("folds everything of one coarse category together", () => {
  const branches = branchesOf(categoriesOf(TERMS));
  expect(branches.map(({ name, categories }) => [name, categories.length])).toEqual([
    ["tools", 2],
    ["toys", 2],
  ]);
});

it("finds categories by their own words, those of a parent and accents left out", () => {
  const found = (typed: string) =>
    categoriesOf([...TERMS, term(2, ["toys", "plush", "bears"], "Bärchen", false)])
      .filter((category) => holds(category, typed))
      .map(({ name }) => name);
  expect(found("  barch ")).toEqual(["bears"]);
  expect(found("PLUSH")).toEqual(["bears"]);
  expect(found("tools")).toEqual(["tools", "hand tools"]);
  expect(found("")).toHaveLength(4);
  expect(found("boat")).toEqual([]);
});
