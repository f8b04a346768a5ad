import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link } from "react-router";
import type { WorkImage } from "@/api/types";
import { neighboursQuery } from "@/features/object/data";
import { placeOf } from "@/features/object/place";
import classes from "@/features/object/stage/stage.module.css";
import { plural } from "@/lib/format";

/** Says that a picture looks like others, and leads to the first pair nobody has judged. */
export function NeighbourNotice({ image }: { readonly image: WorkImage }) {
  const { undecided, duplicate, same_scene } = image.neighbours;
  const any = undecided + duplicate + same_scene > 0;
  const { data = [], refetch } = useQuery({ ...neighboursQuery(image.id), enabled: any });
  const counted = `${image.id} ${undecided} ${duplicate} ${same_scene}`;
  useEffect(() => {
    if (!counted.endsWith(" 0 0 0")) void refetch();
  }, [counted, refetch]);
  if (image.checking) {
    return (
      <p className={classes.notice} role="status">
        Looking for neighbours of this picture.
      </p>
    );
  }
  const open = data.filter(({ verdict }) => verdict === "");
  const first = open[0] ?? data[0];
  if (!any || !first) return null;
  const asks = open.length > 0;
  return (
    <p className={classes.notice} data-asks={asks || undefined}>
      {asks
        ? `${plural(open.length, "neighbour")} of this picture without a verdict.`
        : `${plural(data.length, "neighbour")} of this picture, all with a verdict.`}{" "}
      <Anchor component={Link} to={placeOf(`neighbour:${first.id}`)} size="sm">
        {asks ? "Compare and decide" : "Look again"}
      </Anchor>
    </p>
  );
}
