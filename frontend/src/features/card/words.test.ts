import { expect, it } from "vitest";
import type { About } from "@/api/release";
import { SILENT } from "@/features/card/silent";
import { changedPaths, shownAnswer, webFault } from "./words";

const about: About = {
  description: "Fruit.",
  creators: [{ given_name: "Ada", family_name: "Li", affiliation: "", orcid: "" }],
  licence: "CC0-1.0",
  url: "",
  homepage: "",
  contact: "",
  keywords: ["fruit"],
  language: "en",
  paper_bibtex: "",
  state: "",
  responsible: { ...SILENT, data_biases: "Many apples.", has_synthetic_data: false },
};

it("names only the answers in which two cards differ", () => {
  const other = {
    ...about,
    keywords: ["fruit", "apple"],
    responsible: { ...about.responsible, has_synthetic_data: true },
  };
  expect(changedPaths(about, other)).toEqual(["keywords", "responsible.has_synthetic_data"]);
  expect(changedPaths(about, { ...about })).toEqual([]);
});

it("shows an answer in a line, and says when there is none", () => {
  expect(shownAnswer(about, "creators")).toBe("Ada Li");
  expect(shownAnswer(about, "contact")).toBe("not answered");
  expect(shownAnswer(about, "responsible.has_synthetic_data")).toBe("no");
});

it("takes whole addresses of the web only", () => {
  expect(webFault("https://example.org/a")).toBeNull();
  expect(webFault("javascript:alert(1)")).not.toBeNull();
  expect(webFault("example.org")).not.toBeNull();
});
