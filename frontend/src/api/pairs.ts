/** Pairs of pictures that may be the same: two of the benchmark, or one and a distractor of a set. */

import { queryOptions } from "@tanstack/react-query";
import { api, body, client } from "@/api/client";
import { Problem } from "@/api/problems";
import type { components } from "@/api/schema";
import type { Neighbour, NeighbourVerdict } from "@/api/types";

type SetNeighbour = components["schemas"]["SetNeighbour"];

/** Shown and judged alike wherever the second picture is kept. */
export type Pair = Neighbour & {
  /** The set whose distractor the second picture is; left out within the benchmark. */
  readonly set?: string;
  /** The distractor has been taken out of its set. */
  readonly removed?: boolean;
};

/** Both lists count from 1, so a number alone names no pair. */
export interface PairRef {
  readonly id: number;
  readonly ofSet: boolean;
}

export const refOf = ({ id, set }: Pair): PairRef => ({ id, ofSet: set !== undefined });

export const pairKey = (pair: Pair): string =>
  pair.set === undefined ? String(pair.id) : `set-${pair.id}`;

/** A pair with a distractor of a set, in the shape of every other pair. */
export function pairOfSet(row: SetNeighbour): Pair {
  const { image, distractor, picture, matches, ...measured } = row;
  const url = picture?.url ?? "";
  return {
    ...measured,
    first: image,
    second: {
      id: `${row.set}/${distractor}`,
      role: "distractor",
      object_key: null,
      source_path: `${row.set}/${distractor}`,
      thumb: url,
      preview: url,
      width: picture?.width ?? image.width,
      height: picture?.height ?? image.height,
    },
    matches: matches as Neighbour["matches"],
  };
}

export const neighboursQuery = (image: string) =>
  queryOptions({
    queryKey: ["neighbours", image],
    queryFn: ({ signal }) => api.get<Pair[]>(`images/${image}/neighbours/`, undefined, signal),
  });

export const setNeighboursQuery = (image: string) =>
  queryOptions({
    queryKey: ["set-neighbours", image],
    queryFn: ({ signal }) => readSetNeighbours(image, signal),
  });

async function readSetNeighbours(image: string, signal: AbortSignal): Promise<Pair[]> {
  const path = { public_id: image };
  const rows = await body(
    client.GET("/api/images/{public_id}/set-neighbours/", { params: { path }, signal }),
  );
  return rows.map(pairOfSet);
}

/** One pair with its lines; pairs with distractors are looked for among those of these pictures. */
export const pairQuery = ({ id, ofSet }: PairRef, images: readonly string[]) =>
  queryOptions({
    queryKey: pairQueryKey({ id, ofSet }),
    queryFn: async ({ signal }): Promise<Pair> => {
      if (!ofSet) return api.get<Pair>(`neighbours/${id}/`, undefined, signal);
      for (const image of images) {
        const found = (await readSetNeighbours(image, signal)).find((pair) => pair.id === id);
        if (found) return found;
      }
      throw new Problem("neighbour.unknown", "No picture of this object has this neighbour.", 404);
    },
  });

export const pairQueryKey = ({ id, ofSet }: PairRef) =>
  [ofSet ? "set-neighbour" : "neighbour", id] as const;

/** The lists in which a pair stands, for what is already known to be put there. */
export const listKeysOf = ({ first, second, set }: Pair) =>
  set === undefined
    ? [first.id, second.id].map((id) => neighboursQuery(id).queryKey)
    : [setNeighboursQuery(first.id).queryKey];

/** "" takes a verdict back. */
export async function giveVerdict(
  { id, ofSet }: PairRef,
  verdict: NeighbourVerdict | "",
): Promise<void> {
  const options = { params: { path: { id } }, body: { verdict } };
  await (ofSet
    ? client.POST("/api/set-neighbours/{id}/verdict/", options)
    : client.POST("/api/neighbours/{id}/verdict/", options));
}
