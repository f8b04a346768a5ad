import { Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { type DistractorSet, isRunning, type Shard, shardsQuery } from "@/api/distractorSets";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { ProblemNote } from "@/components/ProblemNote";
import { WideTable } from "@/components/WideTable";
import { Pager } from "@/features/distractors/Pager";
import { shardWords } from "@/features/distractors/words";
import { formatDuration, formatNumber, plural } from "@/lib/format";
import classes from "./Distractors.module.css";

/** The shards in order, a page at a time: a hundred million images are ten thousand of them. */
export function Shards({ slug, set }: { slug: string; set: DistractorSet }) {
  const [search] = useSearchParams();
  const state = search.get("state") === "failed" ? "failed" : undefined;
  const page = Math.max(1, Number(search.get("page")) || 1);
  const shards = useQuery(shardsQuery(slug, { set: set.id, state, page, polls: isRunning(set) }));
  const here = `/b/${slug}/distractors/${set.slug}`;
  if (shards.isPending) return <Loading label="Loading shards" />;
  if (!shards.data) return <ProblemNote problem={shards.error} retry={shards.refetch} />;
  const { results } = shards.data;
  return (
    <section aria-label="Shards">
      {set.shards.failed > 0 && (
        <p className={classes.failed}>
          {plural(set.shards.failed, "shard")} failed; the others are not affected.{" "}
          {state === "failed" ? (
            <Link to={here} replace>
              Show all shards
            </Link>
          ) : (
            <Link to={`${here}?state=failed`} replace>
              Show only these
            </Link>
          )}
        </p>
      )}
      {shards.isError && <ProblemNote problem={shards.error} retry={shards.refetch} />}
      {results.length === 0 ? (
        <EmptyState title={state ? "No shard failed" : "No shards yet"}>
          The source is cut into shards before the first image is read.
        </EmptyState>
      ) : (
        <WideTable label="Table of shards" head={HEAD}>
          {results.map((shard) => (
            <Row key={shard.number} shard={shard} />
          ))}
        </WideTable>
      )}
      <Pager pages={shards.data} page={page} noun="shard" />
    </section>
  );
}

const HEAD = [
  ["Shard"],
  ["State"],
  ["Distractors", "right"],
  ["Refused", "right"],
  ["Work", "right"],
] as const;

function Row({ shard }: { shard: Shard }) {
  const worked = shard.state !== "pending";
  return (
    <Table.Tr>
      <Table.Td>{shard.name}</Table.Td>
      <Table.Td>
        <span className={classes.shardState} data-state={shard.state}>
          {shardWords(shard.state)}
        </span>
        {shard.error && (
          <span className={classes.reason}>
            {shard.error} <code>{shard.error_code}</code>
          </span>
        )}
      </Table.Td>
      <Table.Td ta="right">{worked && formatNumber(shard.accepted)}</Table.Td>
      <Table.Td ta="right">{worked && formatNumber(shard.refused)}</Table.Td>
      <Table.Td ta="right" style={{ whiteSpace: "nowrap" }}>
        {worked && formatDuration(shard.seconds * 1000)}
      </Table.Td>
    </Table.Tr>
  );
}
