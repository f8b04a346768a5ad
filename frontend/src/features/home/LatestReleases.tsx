import { Anchor, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { releasesQuery } from "@/api/releases";
import { Ago } from "@/components/Ago";
import { ProblemNote } from "@/components/ProblemNote";
import { plural } from "@/lib/format";

/** The newest releases; the whole timeline has its own page. */
export function LatestReleases({ slug, maintain }: { slug: string; maintain: boolean }) {
  const releases = useQuery(releasesQuery(slug));
  return (
    <section>
      <Title order={2} size="h4" mb="sm">
        Releases
      </Title>
      {releases.isError && <ProblemNote problem={releases.error} retry={releases.refetch} />}
      <Stack gap="sm">
        {releases.data?.slice(0, 3).map((release) => (
          <div key={release.id}>
            <Anchor component={Link} to={`/b/${slug}/releases/${release.version}`} fw={600}>
              {release.version}
            </Anchor>
            <Text size="sm" c="dimmed">
              {plural(release.counts.objects, "object")} · <Ago at={release.frozen_at} />
            </Text>
          </div>
        ))}
        {releases.data?.length === 0 && (
          <Text size="sm" c="dimmed">
            None yet. A release is a numbered, unchangeable copy of the accepted objects.
          </Text>
        )}
        <Anchor component={Link} to={`/b/${slug}/releases`} size="sm">
          {maintain ? "See what a release would hold" : "All releases"}
        </Anchor>
      </Stack>
    </section>
  );
}
