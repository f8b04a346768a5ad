import type { ReleaseCounts } from "@/api/types";
import { formatNumber } from "@/lib/format";
import classes from "./ReleasesPage.module.css";

const ROWS = [
  ["objects", "objects"],
  ["queries", "queries"],
  ["positives", "positives"],
  ["distractors", "distractors"],
] as const;

export function Counts({ counts }: { counts: ReleaseCounts }) {
  return (
    <dl className={classes.counts}>
      {ROWS.map(([name, label]) => (
        <div key={name} data-role={name}>
          <dt>{label}</dt>
          <dd>{formatNumber(counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
