import { Progress, Stack, Text } from "@mantine/core";
import type { Audit } from "@/api/audit";
import { formatNumber } from "@/lib/format";

/** The search is a job of a worker; the page asks until it is done. */
export function Searching({ audit }: { audit: Audit }) {
  const { done, total } = audit.progress ?? { done: 0, total: 0 };
  const counted = total > 0;
  const images = audit.sets.find(({ slug }) => slug === audit.set)?.images;
  return (
    <Stack maw={480} mx="auto" py={64} gap="xs">
      <Text role="status">
        Looking for the nearest distractors
        {images ? ` among ${formatNumber(images)} images` : ""}
        {counted && `: ${formatNumber(done)} of ${formatNumber(total)}`}
      </Text>
      <Progress
        value={counted ? (100 * done) / total : 100}
        animated={!counted}
        striped={!counted}
        aria-label="Progress of the search"
        transitionDuration={120}
      />
      <Text size="sm" c="dimmed">
        This is done once for each list and stays until the picture, the text or the set changes.
      </Text>
    </Stack>
  );
}
