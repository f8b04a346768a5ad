import type { About, Creator } from "@/api/release";

/** Why an address can't be taken, or null. */
export function webFault(text: string): string | null {
  if (text === "" || (/^https?:\/\/\S+$/.test(text) && URL.canParse(text))) return null;
  return "Write it whole, as in https://example.org/";
}

/** The answers of a card by path, as one line each. */
export function answersOf(about: About): Map<string, string> {
  const { responsible, creators, keywords, ...plain } = about;
  return new Map<string, string>([
    ...Object.entries(plain).map(([name, value]): [string, string] => [name, String(value)]),
    ["keywords", keywords.join(", ")],
    ["creators", creators.map(creatorLine).join("; ")],
    ...Object.entries(responsible).map(([name, value]): [string, string] => [
      `responsible.${name}`,
      typeof value === "boolean" ? (value ? "yes" : "no") : String(value ?? ""),
    ]),
  ]);
}

const creatorLine = ({ given_name, family_name, affiliation, orcid }: Creator): string =>
  [`${given_name} ${family_name}`.trim(), affiliation, orcid].filter(Boolean).join(", ");

/** Where two cards say different things. */
export function changedPaths(first: About, second: About): string[] {
  const [one, other] = [answersOf(first), answersOf(second)];
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (path) => (one.get(path) ?? "") !== (other.get(path) ?? ""),
  );
}

export const shownAnswer = (about: About, path: string): string =>
  answersOf(about).get(path) || "not answered";
