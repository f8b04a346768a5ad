import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { benchmarkQuery } from "@/api/benchmarks";
import { pagesQuery } from "@/api/pages";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { PageFrame } from "@/components/PageFrame";
import { ProblemNote } from "@/components/ProblemNote";
import { Tabs } from "@/components/Tabs";
import { JobRow } from "@/features/jobs/JobRow";
import { isActiveJob } from "@/lib/jobs";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "./JobsPage.module.css";

const VIEWS = [
  { value: "", label: "All" },
  { value: "running", label: "Running" },
  { value: "pending", label: "Waiting" },
  { value: "failed", label: "Refused" },
  { value: "dead", label: "Given up" },
  { value: "done", label: "Done" },
] as const;

const NOTHING: Record<string, string> = {
  running: "Nothing is running",
  pending: "Nothing is waiting",
  failed: "Nothing was refused",
  dead: "Nothing was given up",
  done: "Nothing is done yet",
};

export default function JobsPage() {
  const slug = useSlug();
  const benchmark = useQuery(benchmarkQuery(slug));
  useTitle("Jobs", benchmark.data?.title);
  const [search] = useSearchParams();
  const state = search.get("state") ?? "";
  const jobs = useInfiniteQuery({
    ...pagesQuery(["b", slug, "jobs", { state }], "/api/benchmarks/{slug}/jobs/", slug, { state }),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some((page) => page.results.some((job) => isActiveJob(job.state)))
        ? 2000
        : 15_000,
  });
  const rows = jobs.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <PageFrame
      title="Jobs"
      intro="Work that the studio does by itself. It goes on when you leave this page."
    >
      <Tabs
        label="Jobs by state"
        current={state}
        tabs={VIEWS.map((view) => ({
          ...view,
          to: `/b/${slug}/jobs${view.value && `?state=${view.value}`}`,
        }))}
      />
      {jobs.isPending && <Loading label="Loading jobs" />}
      {jobs.isError && <ProblemNote problem={jobs.error} retry={jobs.refetch} />}
      {jobs.isSuccess && rows.length === 0 && (
        <EmptyState title={NOTHING[state] ?? "No jobs yet"}>
          Jobs start by themselves when pictures arrive, boxes change or a release is exported.
        </EmptyState>
      )}
      <ul className={classes.list}>
        {rows.map((job) => (
          <JobRow key={job.id} slug={slug} job={job} />
        ))}
      </ul>
      {jobs.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={jobs.isFetchingNextPage}
          onClick={() => jobs.fetchNextPage()}
        >
          Show earlier
        </Button>
      )}
    </PageFrame>
  );
}
