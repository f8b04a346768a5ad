import { expect, it } from "vitest";
import { findingAddress } from "@/lib/findings";

it("leads to the very spot of a finding", () => {
  expect(findingAddress("trial", "mug", "text")).toBe("/b/trial/objects/mug?at=text");
  expect(findingAddress("trial", "mug", "image:1a-b")).toBe("/b/trial/objects/mug?image=1a-b");
  expect(findingAddress("trial", "mug", "neighbour:12")).toBe("/b/trial/objects/mug?neighbour=12");
});
