import { Button, Table } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { type DistractorSet, type Refusal, refusalsQuery } from "@/api/distractorSets";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { ProblemNote } from "@/components/ProblemNote";
import { WideTable } from "@/components/WideTable";
import { byCount } from "@/features/distractors/words";
import { formatNumber } from "@/lib/format";
import classes from "./Distractors.module.css";

/** Every refused image with its reason, and how many there are of each. */
export function Refusals({ slug, set }: { slug: string; set: DistractorSet }) {
  const [search] = useSearchParams();
  const code = search.get("code") ?? "";
  const refusals = useInfiniteQuery(refusalsQuery(slug, set.id, code));
  const rows = refusals.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <section aria-label="Refused images">
      <Codes slug={slug} set={set} chosen={code} />
      {refusals.isPending && <Loading label="Loading refused images" />}
      {refusals.isError && <ProblemNote problem={refusals.error} retry={refusals.refetch} />}
      {refusals.isSuccess && rows.length === 0 && (
        <EmptyState title="No image was refused">
          An image that can't be read, or is too small, would be listed here with the reason.
        </EmptyState>
      )}
      {rows.length > 0 && <Rows refusals={rows} />}
      {refusals.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={refusals.isFetchingNextPage}
          onClick={() => refusals.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  );
}

function Codes({ slug, set, chosen }: { slug: string; set: DistractorSet; chosen: string }) {
  const codes = byCount(set.refusals);
  if (codes.length === 0) return null;
  const here = `/b/${slug}/distractors/${set.slug}?view=refusals`;
  const all: [string, number, string][] = [
    ["", set.refused, "All"],
    ...codes.map(([code, count]): [string, number, string] => [code, count, code]),
  ];
  return (
    <ul className={classes.codes} aria-label="Refusals by code">
      {all.map(([code, count, label]) => (
        <li key={code}>
          <Link
            to={code ? `${here}&code=${encodeURIComponent(code)}` : here}
            replace
            aria-current={code === chosen ? "true" : undefined}
          >
            {label} <span>{formatNumber(count)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const HEAD = [["Image"], ["Reason"], ["Where it came from"]] as const;

function Rows({ refusals }: { refusals: readonly Refusal[] }) {
  return (
    <WideTable label="Table of refused images" head={HEAD}>
      {refusals.map((row) => (
        <Table.Tr key={`${row.shard}/${row.key}`}>
          <Table.Td className={classes.id}>
            {row.shard}/{row.key}
          </Table.Td>
          <Table.Td>
            {row.message} <code>{row.code}</code>
          </Table.Td>
          <Table.Td className={classes.where} title={row.location}>
            {row.location}
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
