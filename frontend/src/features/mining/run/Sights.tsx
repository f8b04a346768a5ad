import { Button, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type MinedImage, type Sight, sightQuery } from "@/api/mining";
import { ProblemNote } from "@/components/ProblemNote";
import { LargeSight } from "@/features/mining/run/LargeSight";
import { SightCard } from "@/features/mining/run/SightCard";
import { plural } from "@/lib/format";
import classes from "./Sights.module.css";

interface SightsProps {
  slug: string;
  run: string;
  sight: Sight;
  label: string;
  note?: string;
  empty?: string;
}

/** A grid of distractors with their scores, a few at a time; pressed, one opens large. */
export function Sights({ slug, run, sight, label, note, empty }: SightsProps) {
  const images = useInfiniteQuery(sightQuery(slug, run, sight));
  const [large, open] = useState<number | null>(null);
  const rows = images.data?.pages.flatMap(({ results }) => results) ?? [];
  const total = images.data?.pages[0]?.total ?? 0;
  if (images.isPending) {
    return (
      <Text size="sm" c="dimmed" role="status">
        Loading pictures
      </Text>
    );
  }
  if (!images.data) return <ProblemNote problem={images.error} retry={images.refetch} />;
  if (rows.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {empty}
      </Text>
    );
  return (
    <div aria-busy={images.isPlaceholderData}>
      {note && (
        <Text size="sm" c="dimmed" mb="xs">
          {plural(total, "picture")}. {note}
        </Text>
      )}
      <ul
        className={classes.grid}
        aria-label={label}
        data-stale={images.isPlaceholderData || undefined}
      >
        {rows.map((row: MinedImage, place) => (
          <SightCard key={row.key} row={row} open={() => open(place)} />
        ))}
      </ul>
      {images.hasNextPage && (
        <Button
          variant="default"
          size="compact-md"
          loading={images.isFetchingNextPage}
          onClick={() => images.fetchNextPage()}
        >
          Show more
        </Button>
      )}
      <LargeSight rows={rows} place={large} go={open} label={label} />
    </div>
  );
}
