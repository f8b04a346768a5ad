import { useState } from "react";
import type { Run } from "@/api/mining";
import { useNarrow } from "@/features/mining/phone";
import { Agreement } from "@/features/mining/run/Agreement";
import { CategoryShares } from "@/features/mining/run/CategoryShares";
import { EVERYTHING, type Only } from "@/features/mining/run/only";
import { type Scored, Scores } from "@/features/mining/run/Scores";
import { Tally } from "@/features/mining/run/Tally";
import classes from "../Mining.module.css";

interface CompositionProps {
  slug: string;
  run: Run;
  summary: Scored;
}

/** What won on the left, and on the right scores and pictures of it. */
export function Composition({ slug, run, summary }: CompositionProps) {
  const [only, choose] = useState<Only>(EVERYTHING);
  const narrow = useNarrow();
  const { shares, chosen, considered, agreement } = summary;
  const aside = (
    <div key="aside" className={classes.aside}>
      <CategoryShares
        rows={shares.category}
        totals={{ chosen, considered }}
        only={only}
        choose={choose}
      />
      <Tally
        title="Terms that won"
        head="Term"
        rows={shares.term.map((row) => ({ name: row.name, count: row.chosen }))}
        whole={chosen}
        pressed={only.term}
        press={(term) => choose(term === only.term ? EVERYTHING : { category: "", term })}
      />
      <Tally
        title="Templates that won"
        head="Template"
        rows={shares.template.map((row) => ({ name: row.name, count: row.chosen }))}
        whole={chosen}
      />
      <Agreement chosen={chosen} encoders={shares.encoder} pairs={agreement} />
    </div>
  );
  const main = (
    <div key="main" className={classes.main}>
      <Scores
        slug={slug}
        run={run.id}
        summary={summary}
        only={only}
        clear={() => choose(EVERYTHING)}
      />
    </div>
  );
  return <div className={classes.columns}>{narrow ? [main, aside] : [aside, main]}</div>;
}
