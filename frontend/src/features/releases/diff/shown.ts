const LONGEST = 400;
const SIDES = ["x", "y", "width", "height"];

/** Whether a side of the comparison has nothing there. */
export const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

/** A value as a person reads it; what is long is cut, for the JSON has all of it. */
export function shown(value: unknown): string {
  const text = inWords(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function inWords(value: unknown): string {
  if (isNothing(value)) return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return list(value);
  if (typeof value === "object") return record(value as Record<string, unknown>);
  return String(value);
}

/** Names from coarse to fine, boxes with their sides named, anything else one after the other. */
function list(values: unknown[]): string {
  if (values.every((entry) => typeof entry === "string")) return values.join(" › ");
  return values.map((entry) => (isBox(entry) ? box(entry) : inWords(entry))).join("; ");
}

const isBox = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length === SIDES.length && value.every(Number.isFinite);

const box = (sides: number[]): string => SIDES.map((name, at) => `${name} ${sides[at]}`).join(", ");

const record = (value: Record<string, unknown>): string =>
  Object.entries(value)
    .filter(([, entry]) => !isNothing(entry))
    .map(([name, entry]) => `${name.replaceAll("_", " ")}: ${inWords(entry)}`)
    .join(", ");
