import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { benchmarkQuery } from "@/api/benchmarks";
import { problemFrom } from "@/api/problems";
import { diffAddress, diffQuery } from "@/api/release";
import { releasesQuery } from "@/api/releases";
import type { Release } from "@/api/types";
import { PageFrame } from "@/components/PageFrame";
import { ProblemNote } from "@/components/ProblemNote";
import { ProblemPage } from "@/components/ProblemPage";
import { Groups } from "@/features/releases/diff/Groups";
import { Skeleton } from "@/features/releases/page/Skeleton";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "./DiffPage.module.css";

/** What one version says otherwise than an earlier one. */
export default function DiffPage() {
  const slug = useSlug();
  const { version = "", since = "" } = useParams();
  const benchmark = useQuery(benchmarkQuery(slug));
  const releases = useQuery(releasesQuery(slug));
  useTitle(`${since} to ${version}`, benchmark.data?.title);
  const newer = releases.data?.find((entry) => entry.version === version);
  const older = releases.data?.find((entry) => entry.version === since);
  if (releases.isError) return <ProblemPage error={releases.error} retry={releases.refetch} />;
  if (releases.data && !(newer && older)) {
    const detail = `This benchmark has no release ${newer ? since : version}.`;
    return <ProblemPage error={problemFrom(404, { detail })} />;
  }
  return (
    <PageFrame
      title={`From ${since} to ${version}`}
      intro={<Back slug={slug} versions={[since, version]} />}
      action={newer && older && <Files newer={newer} older={older} />}
    >
      {newer && older ? <Body slug={slug} newer={newer} older={older} /> : <Skeleton />}
    </PageFrame>
  );
}

function Back({ slug, versions }: { slug: string; versions: string[] }) {
  return (
    <nav className={classes.back} aria-label="The two releases">
      {versions.map((version) => (
        <Anchor key={version} component={Link} to={`/b/${slug}/releases/${version}`} size="sm">
          Release {version}
        </Anchor>
      ))}
    </nav>
  );
}

interface Pair {
  newer: Release;
  older: Release;
}

function Files({ newer, older }: Pair) {
  return (
    <nav className={classes.back} aria-label="The difference for programs">
      <Anchor href={diffAddress(newer.id, older.id)} size="sm">
        JSON
      </Anchor>
      <Anchor href={diffAddress(newer.id, older.id, "&as=text")} size="sm">
        Text
      </Anchor>
    </nav>
  );
}

function Body({ slug, newer, older }: Pair & { slug: string }) {
  const found = useQuery(diffQuery(slug, newer.id, older.id));
  if (found.isError) return <ProblemNote problem={found.error} retry={found.refetch} />;
  if (!found.data) return <Skeleton />;
  return <Groups difference={found.data} />;
}
