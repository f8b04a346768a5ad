import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link } from "react-router";
import { neighboursQuery, type Pair, refOf, setNeighboursQuery } from "@/api/pairs";
import type { WorkImage } from "@/api/types";
import { searchOf } from "@/features/object/place";
import classes from "@/features/object/stage/stage.module.css";
import { plural } from "@/lib/format";

/** Says that a picture looks like others, and leads to the first pair nobody has judged. */
export function NeighbourNotice({ image }: { readonly image: WorkImage }) {
  const data = useNeighbours(image);
  if (image.checking) {
    return (
      <p className={classes.notice} role="status">
        Looking for neighbours of this picture.
      </p>
    );
  }
  const asked = data.filter(({ verdict, suggested }) => !verdict && suggested === "duplicate");
  const open = data.filter(({ verdict }) => verdict === "");
  const first = asked[0] ?? open[0] ?? data[0];
  if (!first) return null;
  return (
    <p className={classes.notice} data-asks={asked.length > 0 || undefined}>
      {sentence(asked.length, open.length, data.length)}{" "}
      <Anchor
        component={Link}
        to={`?${new URLSearchParams({ image: image.id, ...searchOf(refOf(first)) })}`}
        size="sm"
      >
        {asked.length > 0 ? "Compare and decide" : "Look"}
      </Anchor>
    </p>
  );
}

/** Pairs within the benchmark and with distractors of sets, read anew when the check is through. */
function useNeighbours(image: WorkImage): Pair[] {
  const { undecided, duplicate, same_scene } = image.neighbours;
  const any = undecided + duplicate + same_scene > 0;
  const within = useQuery({ ...neighboursQuery(image.id), enabled: any });
  const ofSets = useQuery({ ...setNeighboursQuery(image.id), enabled: !image.checking });
  const counted = `${image.id} ${image.checking} ${undecided} ${duplicate} ${same_scene}`;
  const { refetch: refetchWithin } = within;
  const { refetch: refetchOfSets } = ofSets;
  useEffect(() => {
    if (!counted.endsWith(" 0 0 0")) void refetchWithin();
    if (counted.includes(" false ")) void refetchOfSets();
  }, [counted, refetchWithin, refetchOfSets]);
  return [...(any ? (within.data ?? []) : []), ...(ofSets.data ?? [])];
}

/** Only likely duplicates ask for a verdict; pictures of one scene are there to be looked at. */
function sentence(asked: number, open: number, all: number): string {
  if (asked > 0) return `${plural(asked, "likely duplicate")} of this picture without a verdict.`;
  if (open > 0) return `${plural(open, "picture")} may show the same scene.`;
  return `${plural(all, "neighbour")} of this picture, all with a verdict.`;
}
