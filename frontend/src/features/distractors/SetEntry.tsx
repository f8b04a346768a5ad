import type { DistractorSet } from "@/api/distractorSets";
import { Ago } from "@/components/Ago";
import { Entry } from "@/components/Entry";
import { SetActions } from "@/features/distractors/SetActions";
import { SetCounts } from "@/features/distractors/SetCounts";
import { SetProgress } from "@/features/distractors/SetProgress";
import { kindWords } from "@/features/distractors/words";

/** One set in the list. */
export function SetEntry({ slug, set }: { slug: string; set: DistractorSet }) {
  return (
    <Entry
      title={set.slug}
      to={`/b/${slug}/distractors/${set.slug}`}
      action={<SetActions slug={slug} set={set} />}
      note={
        <>
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
        </>
      }
    >
      <SetProgress set={set} />
      <SetCounts set={set} />
    </Entry>
  );
}
