import type { DistractorSet } from "@/api/distractorSets";
import { type Count, CountList } from "@/components/CountList";
import { formatBytes, formatNumber } from "@/lib/format";

/** What came in, what was refused, what was taken out again, and how large it is. */
export function SetCounts({ set }: { set: DistractorSet }) {
  const counts: Count[] = [
    { label: "distractors", value: formatNumber(set.accepted), tone: "distractor" },
    {
      label: "refused",
      value: formatNumber(set.refused),
      tone: set.refused > 0 ? "finding" : undefined,
    },
  ];
  if (set.removed > 0) counts.push({ label: "taken out", value: formatNumber(set.removed) });
  counts.push({ label: "stored", value: formatBytes(set.bytes) });
  return <CountList counts={counts} />;
}
