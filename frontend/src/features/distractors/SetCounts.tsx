import type { DistractorSet } from "@/api/distractorSets";
import { formatBytes, formatNumber } from "@/lib/format";
import classes from "./Distractors.module.css";

/** What came in, what was refused, what was taken out again, and how large it is. */
export function SetCounts({ set }: { set: DistractorSet }) {
  return (
    <dl className={classes.counts}>
      <Count kind="distractor" label="distractors" value={formatNumber(set.accepted)} />
      <Count
        kind={set.refused > 0 ? "finding" : undefined}
        label="refused"
        value={formatNumber(set.refused)}
      />
      {set.removed > 0 && <Count label="taken out" value={formatNumber(set.removed)} />}
      <Count label="stored" value={formatBytes(set.bytes)} />
    </dl>
  );
}

function Count({ kind, label, value }: { kind?: string; label: string; value: string }) {
  return (
    <div data-kind={kind}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
