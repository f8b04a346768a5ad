import { Button, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { pagesQuery } from "@/api/pages";
import { Ago } from "@/components/Ago";
import { ProblemNote } from "@/components/ProblemNote";
import { type ActivityGroup, describe as deedOf, grouped } from "@/lib/activity";
import { formatNumber } from "@/lib/format";
import classes from "./HomePage.module.css";

/** What happened lately, newest first, with runs of the same deed folded together. */
export function ActivityList({ slug }: { slug: string }) {
  const activity = useInfiniteQuery({
    ...pagesQuery(["b", slug, "activity"], "/api/benchmarks/{slug}/activity/", slug),
    refetchInterval: 30_000,
  });
  const entries = activity.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        Lately
      </Title>
      {activity.isError && <ProblemNote problem={activity.error} retry={activity.refetch} />}
      {activity.isSuccess && entries.length === 0 && (
        <Text c="dimmed">Nothing has happened here yet.</Text>
      )}
      <ul className={classes.activity}>
        {grouped(entries).map((group) => (
          <Line key={group.first.id} slug={slug} group={group} />
        ))}
      </ul>
      {activity.hasNextPage && (
        <Button
          mt="sm"
          variant="default"
          size="compact-md"
          loading={activity.isFetchingNextPage}
          onClick={() => activity.fetchNextPage()}
        >
          Show earlier
        </Button>
      )}
    </section>
  );
}

function Line({ slug, group: { first, count } }: { slug: string; group: ActivityGroup }) {
  const { verb, direct } = deedOf(first.action);
  return (
    <li>
      <span>
        {first.actor?.name || "The studio"} {verb}
        {count > 1 && <> {formatNumber(count)} times</>}
        {first.object_key && (
          <>
            {direct ? " " : " · "}
            <Link to={`/b/${slug}/objects/${first.object_key}`}>{first.object_key}</Link>
          </>
        )}
      </span>
      <Ago at={first.at} />
    </li>
  );
}
