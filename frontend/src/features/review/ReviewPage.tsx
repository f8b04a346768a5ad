import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { Link, useSearchParams } from "react-router";
import { benchmarkQuery } from "@/api/benchmarks";
import { pagesQuery } from "@/api/pages";
import { sessionQuery } from "@/api/session";
import type { QueueItem } from "@/api/types";
import { useListKeys } from "@/commands/useListKeys";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { PageFrame } from "@/components/PageFrame";
import { ProblemNote } from "@/components/ProblemNote";
import { Tabs } from "@/components/Tabs";
import { QueueRow } from "@/features/review/QueueRow";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "./ReviewPage.module.css";

export default function ReviewPage() {
  const slug = useSlug();
  const benchmark = useQuery(benchmarkQuery(slug));
  useTitle("Review", benchmark.data?.title);
  const [search] = useSearchParams();
  const mine = search.get("mine") === "1";
  const queue = useInfiniteQuery({
    ...pagesQuery(["b", slug, "review", { mine }], "/api/benchmarks/{slug}/review/", slug, {
      mine: mine ? "true" : undefined,
    }),
    refetchInterval: 20_000,
  });
  const items = queue.data?.pages.flatMap((page) => page.results) ?? [];
  const me = useQuery(sessionQuery).data?.user?.id;
  const free = (item: QueueItem) => item.collector.id !== me && (!item.claim || item.claim.mine);
  const first = items.find(free);
  return (
    <PageFrame
      title="Review"
      intro="Who has waited longest comes first. Nobody reviews their own object."
      action={
        first && (
          <Button size="md" component={Link} to={`/b/${slug}/review/${first.key}`}>
            Start reviewing
          </Button>
        )
      }
    >
      <Tabs
        label="Queue"
        current={mine ? "mine" : "all"}
        tabs={[
          { value: "all", label: "Everything waiting", to: `/b/${slug}/review` },
          { value: "mine", label: "Held by me", to: `/b/${slug}/review?mine=1` },
        ]}
      />
      {queue.isPending && <Loading label="Loading the queue" />}
      {queue.isError && <ProblemNote problem={queue.error} retry={queue.refetch} />}
      {queue.isSuccess && items.length === 0 && <Nothing mine={mine} />}
      <Queue slug={slug} items={items} me={me} />
      {queue.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={queue.isFetchingNextPage}
          onClick={() => queue.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </PageFrame>
  );
}

interface QueueProps {
  slug: string;
  items: QueueItem[];
  me: number | undefined;
}

function Queue({ slug, items, me }: QueueProps) {
  const list = useRef<HTMLOListElement>(null);
  useListKeys("review", list);
  return (
    <ol ref={list} className={classes.queue}>
      {items.map((item) => (
        <li key={item.key}>
          <QueueRow slug={slug} item={item} own={item.collector.id === me} />
        </li>
      ))}
    </ol>
  );
}

function Nothing({ mine }: { mine: boolean }) {
  return mine ? (
    <EmptyState title="You hold no object">
      Opening an object from the queue keeps it for you for a quarter of an hour.
    </EmptyState>
  ) : (
    <EmptyState title="Nothing waits for a review">
      Objects appear here as soon as a collector submits them.
    </EmptyState>
  );
}
