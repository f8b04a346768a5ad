import { describe, expect, it } from "vitest";
import {
  claimOf,
  missingIn,
  PRIVATE,
  PUBLIC,
  sameClaim,
} from "@/features/object/sections/evidence";

const record = { kind: PUBLIC, date: "2024-05-01", url: "https://example.org/a", statement: "" };

describe("what a claim lacks", () => {
  it("is nothing when a public record has its date and its address", () => {
    expect(missingIn(record)).toBe("");
  });

  it.each(["", "h", "https://", "https://exa", "https://example.", "https://exa mple.org"])(
    "is a whole address while it is still being typed: %j",
    (url) => expect(missingIn({ ...record, url })).not.toBe(""),
  );

  it("is a date", () => expect(missingIn({ ...record, date: "" })).toMatch(/date/));

  it("is a statement of private knowledge", () => {
    expect(missingIn({ ...record, kind: PRIVATE, statement: "  " })).toMatch(/statement/);
    expect(missingIn({ ...record, kind: PRIVATE, statement: "I made it." })).toBe("");
  });
});

it("does not call outer space a change, for the server trims", () => {
  expect(sameClaim(record, { ...record, url: " https://example.org/a ", statement: " " })).toBe(
    true,
  );
  expect(sameClaim(record, { ...record, statement: "more" })).toBe(false);
});

it("reads an object without evidence as an empty public record", () => {
  expect(claimOf(null)).toEqual({ kind: PUBLIC, date: "", url: "", statement: "" });
});
