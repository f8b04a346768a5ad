import type { Says } from "@/api/audit";

/** What a person may say of a distractor, everywhere in this order and by these keys. */
export const MARKS: readonly {
  says: Says;
  label: string;
  short: string;
  done: string;
  key: string;
}[] = [
  { says: "shows", label: "Shows the object", short: "Shows it", done: "False negative", key: "s" },
  { says: "other", label: "Other instance", short: "Other", done: "Another", key: "o" },
];

export const markWords = (mark: string): string =>
  MARKS.find(({ says }) => says === mark)?.done ?? "";
