import type { Run, Summary } from "@/api/mining";
import { type Count, CountList } from "@/components/CountList";
import { Composition } from "@/features/mining/run/Composition";
import { HardnessTable } from "@/features/mining/run/HardnessTable";
import { EVERYTHING } from "@/features/mining/run/only";
import { Sights } from "@/features/mining/run/Sights";
import { scoreWords, shareWords } from "@/features/mining/words";
import { formatNumber } from "@/lib/format";
import classes from "../Mining.module.css";

interface ResultsProps {
  slug: string;
  run: Run;
  summary: Summary;
}

/** What was chosen, how hard it is, and of what it is made; of a random subset, its pictures. */
export function Results({ slug, run, summary }: ResultsProps) {
  const { threshold, chosen, hardness } = summary;
  return (
    <>
      <CountList counts={countsOf(summary)} />
      {threshold === null ? (
        <section className={classes.section} aria-labelledby="mining-drawn">
          <h2 id="mining-drawn">Chosen distractors</h2>
          <Sights
            slug={slug}
            run={run.id}
            sight={{ side: "chosen", ...EVERYTHING }}
            label="Chosen distractors"
          />
        </section>
      ) : (
        <>
          <HardnessTable name={run.name} chosen={chosen} rows={hardness} />
          <Composition slug={slug} run={run} summary={{ ...summary, threshold }} />
        </>
      )}
    </>
  );
}

function countsOf({ chosen, considered, threshold }: Summary): Count[] {
  const counts: Count[] = [
    { label: "chosen", value: formatNumber(chosen), tone: "distractor" },
    { label: "looked at", value: formatNumber(considered) },
    { label: "share", value: shareWords(chosen, considered) },
  ];
  if (threshold !== null) counts.push({ label: "threshold", value: scoreWords(threshold) });
  return counts;
}
