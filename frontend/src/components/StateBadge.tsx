import "@/components/states.css";
import { stateLabel, stateName } from "@/lib/states";
import classes from "./StateBadge.module.css";

/** Where an object is on its way: a dot in the state's shade, and its word. */
export function StateBadge({ state }: { state: string }) {
  return (
    <span className={classes.badge}>
      <span
        className={classes.dot}
        style={{ background: `var(--state-${stateName(state)})` }}
        aria-hidden="true"
      />
      {stateLabel(state)}
    </span>
  );
}
