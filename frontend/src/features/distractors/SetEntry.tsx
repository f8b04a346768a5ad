import { Link } from "react-router";
import type { DistractorSet } from "@/api/distractorSets";
import { Ago } from "@/components/Ago";
import { SetActions } from "@/features/distractors/SetActions";
import { SetCounts } from "@/features/distractors/SetCounts";
import { SetProgress } from "@/features/distractors/SetProgress";
import { kindWords } from "@/features/distractors/words";
import classes from "./Distractors.module.css";

/** One set in the list. */
export function SetEntry({ slug, set }: { slug: string; set: DistractorSet }) {
  return (
    <article className={classes.entry} aria-labelledby={`set-${set.slug}`}>
      <div className={classes.head}>
        <h2 id={`set-${set.slug}`}>
          <Link to={`/b/${slug}/distractors/${set.slug}`} className={classes.title}>
            {set.slug}
          </Link>
        </h2>
        <SetActions slug={slug} set={set} />
      </div>
      <p className={classes.source}>
        {kindWords(set.kind)} · <span title={set.location}>{set.location}</span> ·{" "}
        {set.finished_at ? (
          <>
            {set.state === "cancelled" ? "cancelled" : "finished"} <Ago at={set.finished_at} />
          </>
        ) : (
          <>
            started <Ago at={set.created_at} />
          </>
        )}
      </p>
      <SetProgress set={set} />
      <SetCounts set={set} />
    </article>
  );
}
