import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { giveVerdict, listKeysOf, type Pair, pairKey, pairQueryKey, refOf } from "@/api/pairs";
import { asProblem } from "@/api/problems";
import type { NeighbourVerdict, WorkImage } from "@/api/types";
import { patchWorkplace } from "@/features/object/data";
import { refuse, tell } from "@/features/object/toasts";
import { useWork } from "@/features/object/work";

export type Decide = (verdict: NeighbourVerdict | "") => void;

/** Gives a verdict at once and offers the way back; a refusal puts everything as it was. */
export function useVerdict(pair: Pair, current: WorkImage | null, after: () => void): Decide {
  const client = useQueryClient();
  const { address, refresh, say } = useWork();
  const put = useCallback(
    async (verdict: NeighbourVerdict | "") => {
      const lists = listKeysOf(pair);
      const own = pairQueryKey(refOf(pair));
      const mark = (row: Pair) => (pairKey(row) === pairKey(pair) ? { ...row, verdict } : row);
      for (const key of lists) client.setQueryData<Pair[]>(key, (rows) => rows?.map(mark));
      client.setQueryData<Pair>(own, (row) => row && mark(row));
      const change = verdict === "" ? 1 : -1;
      if (pair.verdict === "" || verdict === "") {
        patchWorkplace(client, address, (now) => ({
          ...now,
          images: now.images.map((image) => recounted(image, pair, change)),
        }));
      }
      try {
        await giveVerdict(refOf(pair), verdict);
      } catch (error) {
        refuse(asProblem(error).sentence);
      }
      for (const queryKey of lists) void client.invalidateQueries({ queryKey });
      void client.invalidateQueries({ queryKey: own });
      refresh();
    },
    [client, address, pair, refresh],
  );
  return (verdict) => {
    const before = pair.verdict;
    void put(verdict);
    const sentence = verdict ? `Verdict: ${verdict}.` : "Verdict taken back.";
    say(sentence);
    tell(sentence, () => void put(before));
    if (verdict && current) after();
  };
}

/** The picture with one pair more or fewer to judge, until the server has counted. */
function recounted(image: WorkImage, pair: Pair, change: 1 | -1): WorkImage {
  const { first, second, suggested, set } = pair;
  // Only likely duplicates ask for a verdict, and those of sets are counted apart.
  if (suggested !== "duplicate" || set !== undefined) return image;
  if (image.id !== first.id && image.id !== second.id) return image;
  const { neighbours } = image;
  return {
    ...image,
    neighbours: { ...neighbours, undecided: Math.max(0, neighbours.undecided + change) },
  };
}
