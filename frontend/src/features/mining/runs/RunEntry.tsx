import type { Run } from "@/api/mining";
import { Ago } from "@/components/Ago";
import { Entry } from "@/components/Entry";
import { onlyRead, usePhone } from "@/features/mining/phone";
import { RunActions } from "@/features/mining/runs/RunActions";
import { RunProgress } from "@/features/mining/runs/RunProgress";
import { kindWords } from "@/features/mining/words";
import { formatNumber, plural } from "@/lib/format";

/** One run in the list: what was asked, how far it is, and what can be done with it. */
export function RunEntry({ slug, run }: { slug: string; run: Run }) {
  const shown = usePhone() ? onlyRead(run) : run;
  return (
    <Entry
      title={run.name}
      to={`/b/${slug}/mining/${run.id}`}
      action={<RunActions slug={slug} run={shown} />}
      note={
        <>
          {kindWords(run)} · {sizeWords(run)} · <When run={run} />
        </>
      }
    >
      <RunProgress run={run} />
    </Entry>
  );
}

const sizeWords = ({ size, summary }: Run): string =>
  summary
    ? `${formatNumber(size)} of ${plural(summary.considered, "distractor")}`
    : plural(size, "distractor");

export function When({ run }: { run: Run }) {
  const { created_by, created_at, finished_at, decided_at, decided_by, state } = run;
  if (decided_at && (state === "accepted" || state === "discarded")) {
    return (
      <>
        {state} <Ago at={decided_at} />
        {decided_by && ` by ${decided_by.name}`}
      </>
    );
  }
  return (
    <>
      {finished_at ? "ended" : "started"} <Ago at={finished_at ?? created_at} />
      {created_by && ` by ${created_by.name}`}
    </>
  );
}
