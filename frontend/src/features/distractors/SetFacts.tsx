import type { DistractorSet } from "@/api/distractorSets";
import { Ago } from "@/components/Ago";
import { CopyField } from "@/components/CopyField";
import { FactList } from "@/components/FactList";
import { SetLicence } from "@/features/distractors/SetLicence";
import { kindWords } from "@/features/distractors/words";
import { formatNumber, plural } from "@/lib/format";

/** Where a set comes from, what describes its images, and how it is searched. */
export function SetFacts({ slug, set }: { slug: string; set: DistractorSet }) {
  return (
    <>
      <FactList
        facts={[
          ["Source", `${kindWords(set.kind)}: ${set.location}`],
          ["Licence", <SetLicence key="licence" slug={slug} set={set} />],
          ["Encoders", set.encoders.join(", ") || "None; only picture hashes"],
          ["Index", <IndexWords key="index" set={set} />],
          [
            set.finished_at ? (set.state === "cancelled" ? "Cancelled" : "Finished") : "Started",
            <Ago key="when" at={set.finished_at ?? set.created_at} />,
          ],
        ]}
      />
      {!set.index && set.state === "done" && (
        <CopyField
          label="Index command"
          value={`python manage.py build_distractor_index ${slug} ${set.slug}`}
        />
      )}
    </>
  );
}

function IndexWords({ set }: { set: DistractorSet }) {
  const { index, accepted } = set;
  if (!index) {
    if (set.state === "done") return "None: every search goes through all images.";
    return "Built when the last shard is done.";
  }
  const beside = accepted - index.rows;
  return (
    <>
      {formatNumber(index.rows)} images in an index of kind {index.kind}, built{" "}
      <Ago at={index.built_at} />
      {beside > 0 && `; ${plural(beside, "newer image")} searched beside it`}
    </>
  );
}
