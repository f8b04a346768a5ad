import type { NeighbourVerdict } from "@/api/types";

/** The three verdicts with their keys, everywhere in this order. */
export const VERDICTS: readonly { verdict: NeighbourVerdict; label: string; key: string }[] = [
  { verdict: "duplicate", label: "Duplicate", key: "d" },
  { verdict: "same scene", label: "Same scene", key: "s" },
  { verdict: "not a match", label: "Not a match", key: "x" },
];

export const verdictLabel = (verdict: string): string =>
  VERDICTS.find((entry) => entry.verdict === verdict)?.label ?? verdict;
