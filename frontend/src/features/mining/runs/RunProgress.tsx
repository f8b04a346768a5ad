import type { Run } from "@/api/mining";
import { ProgressLine, type Tone } from "@/components/ProgressLine";
import { doneWords, isStalled, paceWords, stateWords } from "@/features/mining/words";

/** How far a run is, how fast, and why it stands still; of one that is through, what became of it. */
export function RunProgress({ run }: { run: Run }) {
  const { state, done, total, error, error_code: code } = run;
  const isThrough = state === "done" || state === "accepted" || state === "discarded";
  const bar = {
    label: `Progress of ${run.name}`,
    share: total > 0 ? (100 * done) / total : 0,
    color: state === "cancelled" ? "var(--line-strong)" : "accent",
  };
  return (
    <ProgressLine
      state={stateWords(run)}
      tone={isStalled(run) ? "asks" : TONES[state]}
      words={isThrough ? [] : [doneWords(run), paceWords(run)]}
      parts={isThrough ? [] : [bar]}
      problem={error ? { code, message: error } : null}
    />
  );
}

const TONES: Partial<Record<Run["state"], Tone>> = {
  running: "running",
  paused: "asks",
  failed: "asks",
  done: "asks",
};
