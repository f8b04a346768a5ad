import "@/components/states.css";
import type { ObjectState } from "@/api/types";
import { formatNumber } from "@/lib/format";
import { STATES, stateLabel, stateName } from "@/lib/states";
import classes from "./StateBar.module.css";

/** Nearest to the goal first, so that the bar grows from the left as work is done. */
const BAR_ORDER: readonly ObjectState[] = [
  "released",
  "accepted",
  "in_review",
  "submitted",
  "changes_requested",
  "draft",
];

interface StateBarProps {
  counts: Partial<Record<ObjectState, number>>;
  goal: number;
  size?: "sm" | "lg";
}

/** All objects by state as one bar whose full width is the goal. */
export function StateBar({ counts, goal, size = "sm" }: StateBarProps) {
  const shown = BAR_ORDER.map((state) => ({ state, n: counts[state] ?? 0 }));
  const total = shown.reduce((sum, { n }) => sum + n, 0);
  const whole = Math.max(goal, total, 1);
  const label = STATES.filter((state) => counts[state])
    .map((state) => `${stateLabel(state)} ${formatNumber(counts[state] ?? 0)}`)
    .join(", ");
  return (
    <div
      className={classes.bar}
      data-size={size}
      role="img"
      aria-label={`${label || "No objects yet"}; goal ${formatNumber(goal)}`}
    >
      {shown.map(
        ({ state, n }) =>
          n > 0 && (
            <span
              key={state}
              title={`${stateLabel(state)}: ${formatNumber(n)}`}
              style={{
                width: `${(100 * n) / whole}%`,
                background: `var(--state-${stateName(state)})`,
              }}
            />
          ),
      )}
    </div>
  );
}
