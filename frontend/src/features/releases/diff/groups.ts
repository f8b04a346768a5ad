/** The difference of two releases, sorted into what a reader asks about: one list per kind. */

import type { Changed, Changes, Difference, Entry, FieldChange } from "@/api/release";
import { thingWord } from "@/features/releases/page/facts";
import { formatNumber } from "@/lib/format";

export type Sign = "added" | "removed" | "changed";

export interface Item {
  id: string;
  sign: Sign;
  title: string;
  note: string;
  /** A short name of the picture, when it is one. */
  thumb: string | null;
  fields: FieldChange[];
}

export interface Group {
  kind: string;
  title: string;
  /** How many there are, also of those that are not listed. */
  count: number;
  /** "3 added, 1 changed", those that are not listed included. */
  signs: [Sign, number][];
  items: Item[];
}

const SIGNS: readonly Sign[] = ["added", "removed", "changed"];
const TEXTS = new Set(["text"]);
const CATEGORIES = new Set(["categories"]);
const BOXES = new Set(["boxes"]);
/** They follow from another change and would only repeat it. */
const OWN_GROUP = new Set([...TEXTS, ...CATEGORIES, ...BOXES]);

/** Only groups that hold something, in the order in which they matter. */
export function groupsOf(difference: Difference): Group[] {
  const { objects, images } = difference;
  const found: Group[] = [
    group("withdrawn", "Withdrawn", withdrawn(difference)),
    group("objects", "Objects", things(objects)),
    group("images", "Images", things(images)),
    group("boxes", "Boxes", fieldsOf(images.changed, BOXES)),
    group("texts", "Text queries", fieldsOf(objects.changed, TEXTS)),
    group("categories", "Categories", fieldsOf(objects.changed, CATEGORIES)),
    group("licences", "Licences", licences(difference)),
    distractors(difference),
    group("parameters", "Parameters", values("parameters", difference.parameters)),
    group("subsets", "Subsets", values("subsets", difference.subsets)),
    group("left-out", "Left out", values("left-out", difference.left_out)),
    group("about", "About the benchmark", values("about", difference.about)),
    group("head", "Name and dates", values("head", difference.head)),
  ];
  return found.filter(({ count }) => count > 0);
}

const group = (kind: string, title: string, items: Item[]): Group => ({
  kind,
  title,
  count: items.length,
  signs: counted((sign) => items.filter((entry) => entry.sign === sign).length),
  items,
});

const counted = (count: (sign: Sign) => number): [Sign, number][] =>
  SIGNS.map((sign): [Sign, number] => [sign, count(sign)]).filter(([, many]) => many > 0);

function things({ added, removed, changed }: Changes): Item[] {
  return [
    ...added.map((entry) => item(entry, "added")),
    ...removed.map((entry) => item(entry, "removed")),
    ...fieldsOf(changed, null),
  ];
}

/** What changed in these fields; with null in all that have no group of their own. */
function fieldsOf(changed: Changed[], names: Set<string> | null): Item[] {
  return changed.flatMap((entry) => {
    const fields = entry.fields.filter(({ name }) =>
      names ? names.has(name) : !OWN_GROUP.has(name),
    );
    return fields.length > 0 ? [{ ...item(entry, "changed"), fields }] : [];
  });
}

function item(entry: Entry, sign: Sign): Item {
  const isImage = entry.object !== "";
  return {
    id: `${sign} ${entry.key}`,
    sign,
    title: isImage ? imageTitle(entry) : entry.name || entry.key,
    note: isImage || entry.name ? entry.key : "",
    thumb: entry.thumb,
    fields: [],
  };
}

/** "Positive of Red boat"; its id stands beside it. */
function imageTitle({ role, name, object }: Entry): string {
  const word = role ? `${role[0]?.toUpperCase()}${role.slice(1)}` : "Image";
  return `${word} of ${name || object}`;
}

const withdrawn = ({ withdrawn: entries }: Difference): Item[] =>
  entries.map((entry) => ({
    id: `${entry.kind} ${entry.key}`,
    sign: "removed",
    title: `${thingWord(entry.kind)} ${entry.key}`,
    note: `${entry.reason} Last in ${entry.last_version}.`,
    thumb: null,
    fields: [],
  }));

/** `rules.minimum_positives` → "rules › minimum positives". */
const pathWords = (path: string): string => path.replaceAll("_", " ").replaceAll(".", " › ");

const licences = ({ licences: rows }: Difference): Item[] =>
  rows.map(({ licence, old, new: now }) => ({
    id: licence,
    sign: old === 0 ? "added" : now === 0 ? "removed" : "changed",
    title: licence || "Not stated",
    note: `${formatNumber(old)} images before, ${formatNumber(now)} now`,
    thumb: null,
    fields: [],
  }));

const values = (kind: string, changes: FieldChange[]): Item[] =>
  changes.map((change) => ({
    id: `${kind} ${change.name}`,
    sign: change.old === null ? "added" : change.new === null ? "removed" : "changed",
    title: pathWords(change.name),
    note: "",
    thumb: null,
    fields: [{ ...change, name: "" }],
  }));

function distractors({ distractors: rows }: Difference): Group {
  const items = SIGNS.flatMap((sign) =>
    rows[`${sign}_keys`].map((key) =>
      item({ key, name: "", object: "", role: "", thumb: null }, sign),
    ),
  );
  return {
    kind: "distractors",
    title: "Distractors",
    count: rows.added + rows.removed + rows.changed,
    signs: counted((sign) => rows[sign]),
    items,
  };
}
