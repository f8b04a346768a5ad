import type { DistractorSet } from "@/api/distractorSets";
import { type Part, ProgressLine, type Tone } from "@/components/ProgressLine";
import { paceWords, shardsWords, share, stateWords } from "@/features/distractors/words";
import { formatNumber } from "@/lib/format";

/** Shards done and failed of all as one bar, with the same in words. */
export function SetProgress({ set }: { set: DistractorSet }) {
  const { done, failed } = share(set);
  const parts: Part[] = [
    {
      label: `Shards done of ${set.slug}`,
      share: done,
      color: set.state === "cancelled" ? "var(--line-strong)" : "accent",
    },
  ];
  if (failed > 0) {
    parts.push({ label: `Shards failed of ${set.slug}`, share: failed, color: "var(--finding)" });
  }
  return (
    <ProgressLine
      state={stateWords(set)}
      tone={toneOf(set)}
      words={[shardsWords(set), set.shards.failed > 0 && <Failed set={set} />, paceWords(set)]}
      parts={parts}
      problem={set.problem}
    />
  );
}

function toneOf(set: DistractorSet): Tone {
  const incomplete = set.state === "done" && set.shards.failed > 0;
  if (incomplete || set.state === "paused" || set.stalled || set.problem !== null) return "asks";
  return set.state === "running" ? "running" : undefined;
}

function Failed({ set }: { set: DistractorSet }) {
  return <strong>{formatNumber(set.shards.failed)} failed</strong>;
}
