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
