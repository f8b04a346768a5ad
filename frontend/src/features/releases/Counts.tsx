import type { ReleaseCounts } from "@/api/types";
import { CountList } from "@/components/CountList";
import { formatNumber } from "@/lib/format";

const ROWS = [
  ["objects", undefined],
  ["queries", "query"],
  ["positives", "positive"],
  ["distractors", "distractor"],
] as const;

export function Counts({ counts }: { counts: ReleaseCounts }) {
  return (
    <CountList
      counts={ROWS.map(([label, tone]) => ({ label, value: formatNumber(counts[label]), tone }))}
    />
  );
}
