import { expect, it } from "vitest";
import { seenWords, worthAt, worthBeyond, worthWords } from "@/features/audit/worth";

const WORTH = [
  { depth: 100, share: 0.82 },
  { depth: 20, share: 0.71 },
  { depth: 1000, share: 0.96 },
];

it("never promises more than the places seen were measured to show", () => {
  expect(worthAt(WORTH, 19)).toBeNull();
  expect(worthAt(WORTH, 20)?.share).toBe(0.71);
  expect(worthAt(WORTH, 999)?.share).toBe(0.82);
});

it("names the next depth worth reaching, as long as the list is that long", () => {
  expect(worthBeyond(WORTH, 0, 5000)?.depth).toBe(20);
  expect(worthBeyond(WORTH, 20, 5000)?.depth).toBe(100);
  expect(worthBeyond(WORTH, 100, 400)).toBeNull();
});

it("says both in words, and that nobody measured when nobody did", () => {
  expect(worthWords(WORTH, 25, 5000)).toBe(
    "The first 20 places show 71% of planted false negatives. The first 100 would show 82%.",
  );
  expect(worthWords(WORTH, 3, 5000)).toBe(
    "The first 20 places would show 71% of planted false negatives.",
  );
  expect(worthWords([], 25, 5000)).toMatch(/audit_depth/);
});

it("says how many places were seen, and how many are asked for until they were", () => {
  expect(seenWords(0, 1, 100)).toBe("None of 1 place seen, 1 asked for");
  expect(seenWords(40, 5000, 100)).toBe("40 of 5,000 places seen, 100 asked for");
  expect(seenWords(1200, 5000, 100)).toBe("1,200 of 5,000 places seen");
});
