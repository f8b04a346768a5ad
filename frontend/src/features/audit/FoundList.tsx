import { Button } from "@mantine/core";
import type { Audit, Found } from "@/api/audit";
import { Picture } from "@/components/Picture";
import { formatNumber, plural } from "@/lib/format";
import classes from "./Audit.module.css";

interface FoundListProps {
  found: readonly Found[];
  may: Audit["may"];
  decide: (found: Found) => void;
}

/** False negatives wait here until somebody takes them out of the set, or rejects the object. */
export function FoundList({ found, may, decide }: FoundListProps) {
  if (found.length === 0) return null;
  return (
    <section className={classes.found} aria-label="False negatives">
      <h2>{plural(found.length, "false negative")} to decide</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must scroll by keyboard too. */}
      <ul tabIndex={0}>
        {found.map((entry) => (
          <li key={`${entry.set} ${entry.distractor}`}>
            {entry.picture ? (
              <Picture src={entry.picture.url} alt="" ratio={1} className={classes.small} />
            ) : (
              <span />
            )}
            <span title={entry.distractor}>
              {entry.place === null ? entry.distractor : `Place ${formatNumber(entry.place)}`}
            </span>
            {(may.remove || may.reject) && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Decide on ${entry.distractor}`}
                onClick={() => decide(entry)}
              >
                Decide
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!may.remove && !may.reject && (
        <p>A maintainer takes them out of the set, or the object is rejected.</p>
      )}
    </section>
  );
}
