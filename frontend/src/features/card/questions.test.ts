import { describe, expect, it } from "vitest";
import type { About } from "@/api/release";
import { SILENT } from "@/features/card/silent";
import { fieldLabel, isOrcid, missingIn, moved, NOBODY, sameAbout, tidyOrcid } from "./questions";

const blank: About = {
  description: "",
  creators: [],
  licence: "",
  url: "",
  homepage: "",
  contact: "",
  keywords: [],
  language: "en",
  paper_bibtex: "",
  state: "",
  responsible: SILENT,
};

describe("an ORCID", () => {
  it("is taken when its last digit follows from the others", () => {
    expect(isOrcid("0000-0002-1825-0097")).toBe(true);
    expect(isOrcid("0000-0002-1694-233X")).toBe(true);
  });

  it("is refused when a digit is wrong or it is too short", () => {
    expect(isOrcid("0000-0002-1825-0098")).toBe(false);
    expect(isOrcid("0000-0002-1825")).toBe(false);
  });

  it("is found in what people paste", () => {
    expect(tidyOrcid(" https://orcid.org/0000-0002-1694-233x ")).toBe("0000-0002-1694-233X");
    expect(tidyOrcid("0000000218250097")).toBe("0000-0002-1825-0097");
    expect(tidyOrcid("0000-00")).toBe("0000-00");
  });
});

describe("what a card lacks before it can be sent", () => {
  it("is nothing when nobody answered anything", () => {
    expect(missingIn(blank)).toBe("");
  });

  it("names the creator without a name", () => {
    const creators = [{ ...NOBODY, family_name: "Li" }, NOBODY];
    expect(missingIn({ ...blank, creators })).toBe("Creator 2 has no name yet.");
  });

  it("names the creator whose ORCID is wrong", () => {
    const creators = [{ ...NOBODY, family_name: "Li", orcid: "0000-0002-1825-0098" }];
    expect(missingIn({ ...blank, creators })).toContain("ORCID of creator 1");
  });

  it("wants whole addresses", () => {
    expect(missingIn({ ...blank, homepage: "example.org" })).toMatch(/^Homepage/);
    expect(missingIn({ ...blank, homepage: "https://example.org" })).toBe("");
  });
});

it("compares cards whatever the order of their names", () => {
  const turned = Object.fromEntries(Object.entries(blank).reverse()) as unknown as About;
  expect(sameAbout(blank, turned)).toBe(true);
  expect(sameAbout(blank, { ...blank, url: "https://example.org" })).toBe(false);
});

it("moves an entry and keeps the others in order", () => {
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
});

it("says paths in words, and those it does not know as they are", () => {
  expect(fieldLabel("responsible.data_biases")).toBe("Biases");
  expect(fieldLabel("new_field")).toBe("new field");
});
