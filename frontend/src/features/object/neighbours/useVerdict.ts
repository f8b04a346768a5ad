import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { asProblem } from "@/api/problems";
import type { Neighbour, NeighbourVerdict, WorkImage } from "@/api/types";
import {
  giveVerdict,
  neighbourQuery,
  neighboursQuery,
  patchWorkplace,
} from "@/features/object/data";
import { refuse, tell } from "@/features/object/toasts";
import { useWork } from "@/features/object/work";

export type Decide = (verdict: NeighbourVerdict | "") => void;

/** Gives a verdict at once and offers the way back; a refusal puts everything as it was. */
export function useVerdict(pair: Neighbour, current: WorkImage | null, after: () => void): Decide {
  const client = useQueryClient();
  const { address, refresh, say } = useWork();
  const put = useCallback(
    async (verdict: NeighbourVerdict | "") => {
      const lists = [pair.first.id, pair.second.id].map((id) => neighboursQuery(id).queryKey);
      const mark = (row: Neighbour) => (row.id === pair.id ? { ...row, verdict } : row);
      for (const key of lists) {
        client.setQueryData<Neighbour[]>(key, (rows) => rows?.map(mark));
      }
      client.setQueryData<Neighbour>(neighbourQuery(pair.id).queryKey, (row) => row && mark(row));
      const change = verdict === "" ? 1 : -1;
      if (pair.verdict === "" || verdict === "") {
        patchWorkplace(client, address, (now) => ({
          ...now,
          images: now.images.map((image) => recounted(image, pair, change)),
        }));
      }
      try {
        await giveVerdict(pair.id, verdict);
      } catch (error) {
        refuse(asProblem(error).sentence);
      }
      for (const queryKey of lists) void client.invalidateQueries({ queryKey });
      void client.invalidateQueries({ queryKey: neighbourQuery(pair.id).queryKey });
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
function recounted(image: WorkImage, pair: Neighbour, change: 1 | -1): WorkImage {
  const { first, second, suggested } = pair;
  if (suggested !== "duplicate") return image; // only these ask for a verdict
  if (image.id !== first.id && image.id !== second.id) return image;
  const { neighbours } = image;
  return {
    ...image,
    neighbours: { ...neighbours, undecided: Math.max(0, neighbours.undecided + change) },
  };
}
