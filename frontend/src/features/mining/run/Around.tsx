import { Button } from "@mantine/core";
import type { Only } from "@/features/mining/run/only";
import { Sights } from "@/features/mining/run/Sights";
import { scoreWords } from "@/features/mining/words";
import classes from "../Mining.module.css";

interface AroundProps {
  slug: string;
  run: string;
  line: number;
  /** Below the threshold only the nearest pictures are kept to be looked at. */
  isBelow: boolean;
  only: Only;
  clear: () => void;
}

const KEPT =
  "Nothing to show: of those that were not chosen, only the 1,000 nearest to the threshold are kept to be looked at.";

/** The pictures just above the line, just below it, and the highest; of everything or of one category or term. */
export function Around({ slug, run, line, isBelow, only, clear }: AroundProps) {
  const what = only.term || only.category;
  const sides = [
    {
      side: "above",
      title: "Just above the line",
      note: isBelow ? "Of those kept, the nearest comes first." : "The nearest comes first.",
      empty: "No distractor lies here.",
    },
    { side: "below", title: "Just below the line", note: "The nearest comes first.", empty: KEPT },
    {
      side: "chosen",
      title: "Highest scores",
      note: "The highest comes first.",
      empty: "No distractor lies here.",
    },
  ] as const;
  return (
    <>
      {what && (
        <p className={classes.only}>
          Only pictures that are most similar to <strong>{what}</strong>.{" "}
          <Button size="compact-xs" variant="default" onClick={clear}>
            Show all
          </Button>
        </p>
      )}
      {sides.map(({ side, title, note, empty }) => (
        <section key={side} className={classes.section} aria-labelledby={`mining-${side}`}>
          <h2 id={`mining-${side}`}>
            {title} {side !== "chosen" && <small>{scoreWords(line)}</small>}
          </h2>
          <Sights
            slug={slug}
            run={run}
            sight={side === "chosen" ? { side, ...only } : { side, around: line, ...only }}
            label={title}
            note={note}
            empty={empty}
          />
        </section>
      ))}
    </>
  );
}
