import { expect, it } from "vitest";
import { findingAddress, shortMessage } from "@/lib/findings";

it("leads to the very spot of a finding", () => {
  expect(findingAddress("trial", "mug", "text")).toBe("/b/trial/objects/mug?at=text");
  expect(findingAddress("trial", "mug", "image:1a-b")).toBe("/b/trial/objects/mug?image=1a-b");
  expect(findingAddress("trial", "mug", "neighbour:12")).toBe("/b/trial/objects/mug?neighbour=12");
  expect(findingAddress("trial", "mug", "set-neighbour:12")).toBe(
    "/b/trial/objects/mug?set-neighbour=12",
  );
  expect(findingAddress("trial", "mug", "distractors:web")).toBe(
    "/b/trial/objects/mug/distractors?set=web",
  );
});

it("names a picture by its file, and leaves other words alone", () => {
  expect(
    shortMessage("images/objects/mug/mug_01.jpg may be a copy of d/d5.jpg (a distractor)."),
  ).toBe("mug_01.jpg may be a copy of d5.jpg (a distractor).");
  expect(shortMessage("No box and/or text.")).toBe("No box and/or text.");
});
