import { Anchor, Title } from "@mantine/core";
import { Link } from "react-router";
import type { Release } from "@/api/types";
import { Ago } from "@/components/Ago";
import { Counts } from "@/features/releases/Counts";
import { Exports } from "@/features/releases/exports/Exports";
import { LeftOut } from "@/features/releases/LeftOut";
import classes from "./ReleasesPage.module.css";

interface ReleaseEntryProps {
  slug: string;
  release: Release;
  /** The version before it, if there is one. */
  before: Release | undefined;
  maintain: boolean;
  newest: boolean;
}

/** One release in the timeline: what it holds, its files, and the way to its own page. */
export function ReleaseEntry({ slug, release, before, maintain, newest }: ReleaseEntryProps) {
  const page = `/b/${slug}/releases/${release.version}`;
  return (
    <article className={classes.entry} id={`v${release.version}`}>
      <header className={classes.head}>
        <Title order={3} size="h4">
          <Anchor component={Link} to={page} inherit c="inherit">
            {release.title} {release.version}
          </Anchor>
        </Title>
        <span className={classes.when}>
          Frozen <Ago at={release.frozen_at} />
          {release.frozen_by && <> by {release.frozen_by.name}</>}
        </span>
      </header>
      <Counts counts={release.counts} />
      <nav className={classes.ways} aria-label={`More about ${release.version}`}>
        <Anchor component={Link} to={page} size="sm">
          Samples, figures, how to load and cite it
        </Anchor>
        {before && (
          <Anchor component={Link} to={`${page}/changes/${before.version}`} size="sm">
            What changed since {before.version}
          </Anchor>
        )}
      </nav>
      <LeftOut entries={release.left_out} />
      <Exports
        slug={slug}
        releaseId={release.id}
        exports={release.exports}
        maintain={maintain}
        brief
        primary={newest && release.exports.length === 0}
      />
    </article>
  );
}
