/** The answers that dataset card, datasheet and Croissant are made of, as people are asked for them. */

import type { About, Creator, Responsible } from "@/api/release";

export interface Question {
  name: Exclude<keyof Responsible, "has_synthetic_data">;
  label: string;
  hint: string;
}

/** The responsible-AI answers, field by field the rai:… property of that name. */
export const RESPONSIBLE: readonly { title: string; questions: readonly Question[] }[] = [
  {
    title: "How it was collected",
    questions: [
      ask(
        "data_collection",
        "How the data was collected",
        "Who took or chose the pictures, and how.",
      ),
      ask("data_collection_type", "Kind of collection", "For instance: photographs, web search."),
      ask("data_collection_time_frame", "When it was collected", "From which day to which."),
    ],
  },
  {
    title: "How it was prepared and annotated",
    questions: [
      ask(
        "data_preprocessing_protocol",
        "Preparation",
        "What was done to the pictures before use.",
      ),
      ask("data_annotation_protocol", "Annotation", "How boxes, texts and verdicts came to be."),
      ask("data_annotation_platform", "Platform", "With which software people annotated."),
      ask("annotations_per_item", "Annotations per item", "How many people saw each one."),
      ask("annotator_demographics", "Who annotated", "Where they come from, how they were paid."),
      ask("machine_annotation_tools", "Programs that took part", "Encoders, segmenters, filters."),
    ],
  },
  {
    title: "What it is good for, and what not",
    questions: [
      ask("data_use_cases", "Uses", "What it may be used for, and what it says nothing about."),
      ask("data_biases", "Biases", "Which objects, places or cameras are seen too often."),
      ask("data_limitations", "Limits", "Known errors, gaps, and what it must not be used for."),
      ask("data_social_impact", "Social impact", "Whom its use may help or harm."),
      ask("personal_sensitive_information", "People in it", "Faces, names, plates; what was done."),
      ask("data_release_maintenance_plan", "Maintenance", "Who mends it, how often, how long."),
    ],
  },
];

function ask(name: Question["name"], label: string, hint: string): Question {
  return { name, label, hint };
}

/** Where it is also asked whether pictures are synthetic. */
export const isAboutCollection = (questions: readonly Question[]): boolean =>
  questions.some(({ name }) => name === "data_collection_type");

export const STATES: About["state"][] = ["in development", "stable", "no longer maintained"];

const LABELS: Readonly<Record<string, string>> = {
  description: "Description",
  creators: "Creators",
  licence: "Licence",
  url: "Address",
  homepage: "Homepage",
  contact: "Contact",
  keywords: "Keywords",
  language: "Language",
  paper_bibtex: "BibTeX of the paper",
  state: "State",
  "responsible.has_synthetic_data": "Synthetic data",
  ...Object.fromEntries(
    RESPONSIBLE.flatMap(({ questions }) =>
      questions.map(({ name, label }) => [`responsible.${name}`, label]),
    ),
  ),
};

/** A path of the card in words, such as `responsible.data_biases` → "Biases". */
export const fieldLabel = (path: string): string => LABELS[path] ?? path.replaceAll("_", " ");

/** Where the answer to a path stands on the card's page. */
export const fieldId = (path: string): string => `card-${path.replaceAll(/[._]/g, "-")}`;

/** ISO 7064 MOD 11-2, as every ORCID ends. */
export function isOrcid(text: string): boolean {
  if (!/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(text)) return false;
  const digits = text.replaceAll("-", "");
  let total = 0;
  for (const digit of digits.slice(0, 15)) total = (total + Number(digit)) * 2;
  const check = (12 - (total % 11)) % 11;
  return digits[15] === (check === 10 ? "X" : String(check));
}

/** An ORCID as it is stored, from what people paste. */
export function tidyOrcid(text: string): string {
  const plain = text
    .trim()
    .replace(/^https?:\/\/(www\.)?orcid\.org\//i, "")
    .toUpperCase();
  const digits = plain.replaceAll("-", "");
  return /^\d{15}[\dX]$/.test(digits) ? (digits.match(/.{4}/g) ?? []).join("-") : plain;
}

export const NOBODY: Creator = { given_name: "", family_name: "", affiliation: "", orcid: "" };

/** What the card still lacks before the server can take it; "" when nothing. */
export function missingIn(about: About): string {
  const nameless = about.creators.findIndex(
    ({ given_name, family_name }) => !(given_name.trim() || family_name.trim()),
  );
  if (nameless >= 0) return `Creator ${nameless + 1} has no name yet.`;
  const wrong = about.creators.findIndex(({ orcid }) => orcid !== "" && !isOrcid(orcid));
  if (wrong >= 0) return `The ORCID of creator ${wrong + 1} is not right.`;
  for (const name of ["url", "homepage"] as const) {
    if (about[name] && !(/^https?:\/\/\S+$/.test(about[name]) && URL.canParse(about[name]))) {
      return `${fieldLabel(name)}: write it whole, as in https://example.org/.`;
    }
  }
  return "";
}

export const sameAbout = (first: About, second: About): boolean =>
  JSON.stringify(canonical(first)) === JSON.stringify(canonical(second));

/** With its names in order, so that two cards can be compared. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, entry]) => [name, canonical(entry)]));
}

/** Puts the entry one place up or down. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [entry] = next.splice(from, 1);
  if (entry !== undefined) next.splice(to, 0, entry);
  return next;
}
