import { Anchor, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { benchmarkQuery } from "@/api/benchmarks";
import { releasesQuery } from "@/api/releases";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { PageFrame } from "@/components/PageFrame";
import { ProblemNote } from "@/components/ProblemNote";
import { NextRelease } from "@/features/releases/NextRelease";
import { ReleaseEntry } from "@/features/releases/ReleaseEntry";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "./ReleasesPage.module.css";

export default function ReleasesPage() {
  const slug = useSlug();
  const benchmark = useQuery(benchmarkQuery(slug));
  const releases = useQuery(releasesQuery(slug));
  useTitle("Releases", benchmark.data?.title);
  const maintain = benchmark.data?.permissions.maintain ?? false;
  return (
    <PageFrame
      title="Releases"
      intro="A release is a numbered copy of the accepted objects. Nothing can change it afterwards."
      action={
        <Anchor component={Link} to={`/b/${slug}/about`} size="sm">
          About the benchmark
        </Anchor>
      }
    >
      <div className={classes.timeline}>
        {benchmark.data && <NextRelease slug={slug} maintain={maintain} />}
        {releases.isPending && <Loading label="Loading releases" />}
        {releases.isError && <ProblemNote problem={releases.error} retry={releases.refetch} />}
        {releases.data?.length === 0 && !maintain && (
          <EmptyState title="No releases yet">A maintainer will freeze the first one.</EmptyState>
        )}
        {releases.data && releases.data.length > 0 && (
          <Title order={2} className={classes.heading}>
            Frozen
          </Title>
        )}
        {releases.data?.map((release, index) => (
          <ReleaseEntry
            key={release.id}
            slug={slug}
            release={release}
            before={releases.data[index + 1]}
            maintain={maintain}
            newest={index === 0}
          />
        ))}
      </div>
    </PageFrame>
  );
}
