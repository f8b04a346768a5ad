import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { benchmarkQuery } from "@/api/benchmarks";
import { type DistractorSet, setsQuery } from "@/api/distractorSets";
import { useListKeys } from "@/commands/useListKeys";
import { CopyField } from "@/components/CopyField";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { PageFrame } from "@/components/PageFrame";
import { ProblemNote } from "@/components/ProblemNote";
import { SetEntry } from "@/features/distractors/SetEntry";
import { importCommand } from "@/features/distractors/words";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "./Distractors.module.css";

/** The sets of a benchmark: what comes in, how far it is, and what was refused. */
export default function SetsPage() {
  const slug = useSlug();
  const benchmark = useQuery(benchmarkQuery(slug));
  useTitle("Distractors", benchmark.data?.title);
  const sets = useQuery(setsQuery(slug));
  const maintain = benchmark.data?.permissions.maintain ?? false;
  return (
    <PageFrame
      title="Distractors"
      intro="Sets of images that show no object of this benchmark. New pictures are compared with all of them."
    >
      {sets.isPending && <Loading label="Loading the sets of distractors" />}
      {sets.isError && <ProblemNote problem={sets.error} retry={sets.refetch} />}
      {sets.data?.length === 0 && <Nothing slug={slug} maintain={maintain} />}
      {sets.data && sets.data.length > 0 && <List slug={slug} sets={sets.data} />}
      {sets.data && sets.data.length > 0 && maintain && <Another slug={slug} />}
    </PageFrame>
  );
}

function List({ slug, sets }: { slug: string; sets: readonly DistractorSet[] }) {
  const list = useRef<HTMLUListElement>(null);
  useListKeys("distractors", list);
  return (
    <ul ref={list} className={classes.sets} aria-label="Sets of distractors">
      {sets.map((set) => (
        <li key={set.id}>
          <SetEntry slug={slug} set={set} />
        </li>
      ))}
    </ul>
  );
}

function Nothing({ slug, maintain }: { slug: string; maintain: boolean }) {
  if (!maintain) {
    return (
      <EmptyState title="No set of distractors yet">
        A maintainer brings them in from folders, tables, tars or ready descriptors.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No set of distractors yet"
      action={
        <div className={classes.command}>
          <CopyField label="Import command" value={importCommand(slug)} />
        </div>
      }
    >
      This command brings one in where the studio is installed; workers do the rest, and it shows
      here. Other sources: csv, webdataset, descriptors, hdf5.
    </EmptyState>
  );
}

function Another({ slug }: { slug: string }) {
  return (
    <details className={classes.another}>
      <summary>Bring in another set</summary>
      <Text size="sm" c="dimmed" my="xs">
        Run this where the studio is installed. Other sources: csv, webdataset, descriptors, hdf5.
      </Text>
      <CopyField label="Import command" value={importCommand(slug)} />
    </details>
  );
}
