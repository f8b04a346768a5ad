import { Button, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { body, client } from "@/api/client";
import type { Release } from "@/api/types";
import { Ago } from "@/components/Ago";
import { ProblemNote } from "@/components/ProblemNote";
import { Counts } from "@/features/releases/Counts";
import { ExportPanel } from "@/features/releases/ExportPanel";
import { HowToUse } from "@/features/releases/HowToUse";
import { LeftOut } from "@/features/releases/LeftOut";
import classes from "./ReleasesPage.module.css";

interface ReleaseEntryProps {
  slug: string;
  release: Release;
  maintain: boolean;
  newest: boolean;
}

/** One release in the timeline: what it holds, its files, how to use it. */
export function ReleaseEntry({ slug, release, maintain, newest }: ReleaseEntryProps) {
  const queries = useQueryClient();
  const exporting = useMutation({
    mutationFn: () =>
      body(
        client.POST("/api/releases/{release_id}/exports/", {
          params: { path: { release_id: release.id } },
          body: { layout: "ilias" },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ["b", slug, "releases"] }),
  });
  const request = maintain ? () => exporting.mutate() : undefined;
  const verified = release.exports.some(({ state }) => state === "verified");
  return (
    <article className={classes.entry} id={`v${release.version}`}>
      <header className={classes.head}>
        <Title order={3} size="h4">
          {release.title} {release.version}
        </Title>
        <span className={classes.when}>
          Frozen <Ago at={release.frozen_at} />
          {release.frozen_by && <> by {release.frozen_by.name}</>}
        </span>
      </header>
      <Counts counts={release.counts} />
      <LeftOut entries={release.left_out} />
      {release.exports.map((entry) => (
        <ExportPanel key={entry.id} slug={slug} entry={entry} again={request} />
      ))}
      {release.exports.length === 0 && request && (
        <div>
          <Button
            variant={newest ? "filled" : "default"}
            loading={exporting.isPending}
            onClick={request}
          >
            Export for the ILIAS evaluation
          </Button>
        </div>
      )}
      {exporting.isError && <ProblemNote problem={exporting.error} />}
      {verified && <HowToUse slug={slug} release={release} open={newest} />}
    </article>
  );
}
