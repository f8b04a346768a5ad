import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { benchmarkQuery } from "@/api/benchmarks";
import { problemFrom } from "@/api/problems";
import { releasePageQuery } from "@/api/release";
import { releasesQuery } from "@/api/releases";
import type { Release } from "@/api/types";
import { ProblemPage } from "@/components/ProblemPage";
import { CompareWith } from "@/features/releases/page/CompareWith";
import { Content } from "@/features/releases/page/Content";
import { Skeleton } from "@/features/releases/page/Skeleton";
import { WithdrawFrom } from "@/features/releases/page/WithdrawFrom";
import { formatDate } from "@/lib/format";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "./ReleasePage.module.css";

/** One release for those who want to use it: what it holds, how to load, cite and verify it. */
export default function ReleasePage() {
  const slug = useSlug();
  const { version = "" } = useParams();
  const releases = useQuery(releasesQuery(slug));
  const release = releases.data?.find((entry) => entry.version === version);
  if (releases.isError) return <ProblemPage error={releases.error} retry={releases.refetch} />;
  if (releases.data && !release) return <ProblemPage error={unknown(version)} />;
  return (
    <div className={classes.page}>
      <Head slug={slug} version={version} release={release} releases={releases.data ?? []} />
      {release ? <Body slug={slug} release={release} /> : <Skeleton />}
    </div>
  );
}

const unknown = (version: string) =>
  problemFrom(404, { detail: `This benchmark has no release ${version}.` });

interface HeadProps {
  slug: string;
  version: string;
  release: Release | undefined;
  releases: Release[];
}

function Head({ slug, version, release, releases }: HeadProps) {
  const benchmark = useQuery(benchmarkQuery(slug));
  useTitle(`Release ${version}`, benchmark.data?.title);
  const title = release?.title ?? benchmark.data?.title ?? "";
  return (
    <header className={classes.head}>
      <div>
        <Anchor component={Link} to={`/b/${slug}/releases`} size="sm" c="dimmed">
          Releases
        </Anchor>
        <h1 className={classes.title}>
          {title} <span>{version}</span>
        </h1>
        <p className={classes.facts}>
          {release ? `Frozen ${formatDate(release.frozen_at)}` : " "}
          {benchmark.data && ` · cut-off ${formatDate(benchmark.data.cutoff)}`}
        </p>
      </div>
      <div className={classes.actions}>
        {benchmark.data?.permissions.maintain && <WithdrawFrom slug={slug} />}
        {release && <CompareWith slug={slug} release={release} releases={releases} />}
      </div>
    </header>
  );
}

function Body({ slug, release }: { slug: string; release: Release }) {
  const page = useQuery(releasePageQuery(slug, release.id));
  const benchmark = useQuery(benchmarkQuery(slug));
  if (page.isError) return <ProblemPage error={page.error} retry={page.refetch} />;
  if (!page.data) return <Skeleton />;
  const maintain = benchmark.data?.permissions.maintain ?? false;
  return <Content slug={slug} page={page.data} maintain={maintain} />;
}
