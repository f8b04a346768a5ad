import classes from "./CountList.module.css";

export interface Count {
  label: string;
  value: string;
  /** The colour of what is counted; amber asks for a look. */
  tone?: "query" | "positive" | "distractor" | "finding";
}

/** A few large numbers, each with what it counts below it. */
export function CountList({ counts }: { counts: readonly Count[] }) {
  return (
    <dl className={classes.counts}>
      {counts.map(({ label, value, tone }) => (
        <div key={label} data-tone={tone}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
