import type { Pair } from "@/api/pairs";
import type { NeighbourVerdict } from "@/api/types";

/** The three verdicts everywhere in this order, by digit as where two pictures are compared. */
export const VERDICTS: readonly {
  verdict: NeighbourVerdict;
  label: string;
  keys: readonly [string, string];
}[] = [
  { verdict: "duplicate", label: "Duplicate", keys: ["1", "d"] },
  { verdict: "same scene", label: "Same scene", keys: ["2", "s"] },
  { verdict: "not a match", label: "Not a match", keys: ["3", "x"] },
];

export const verdictLabel = (verdict: string): string =>
  VERDICTS.find((entry) => entry.verdict === verdict)?.label ?? verdict;

/** What is still to be done about a copy that stands among the distractors of a set; else nothing. */
export function setWords(pair: Pair, verdict: string): string {
  if (pair.set === undefined) return "";
  if (pair.removed) return "taken out of its set";
  return verdict === "duplicate" ? "still in its set: remove_distractor takes it out" : "";
}
