import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { benchmarkQuery } from "@/api/benchmarks";
import { body, client } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { Neighbour, NeighbourVerdict } from "@/api/types";

export type Verdict = NeighbourVerdict | "";
interface Given {
  id: number;
  before: Verdict;
  verdict: Verdict;
}

export interface Verdicts {
  /** What a pair is now, this sitting's verdicts included. */
  of: (pair: Neighbour) => Verdict;
  errorOf: (pair: Neighbour) => string | undefined;
  decide: (pair: Neighbour, verdict: Verdict) => void;
  /** Takes the last verdict back and returns its pair's id. */
  undo: () => number | null;
  canUndo: boolean;
  decidedHere: number;
}

/** Shown at once, sent behind it; a verdict that the server refuses falls back with its reason. */
export function useVerdicts(slug: string): Verdicts {
  const queries = useQueryClient();
  const [now, setNow] = useState<ReadonlyMap<number, Verdict>>(new Map());
  const [errors, setErrors] = useState<ReadonlyMap<number, string>>(new Map());
  const [done, setDone] = useState<readonly Given[]>([]);
  const sending = useMutation({
    // One after the other, in the order given, so that a quick undo cannot overtake its verdict.
    scope: { id: `verdicts-${slug}` },
    mutationFn: ({ id, verdict }: Given) =>
      body(
        client.POST("/api/neighbours/{id}/verdict/", {
          params: { path: { id } },
          body: { verdict },
        }),
      ),
    onError: (error, given) => {
      setNow((map) => new Map(map).set(given.id, given.before));
      setErrors((map) => new Map(map).set(given.id, asProblem(error).sentence));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: benchmarkQuery(slug).queryKey }),
  });
  const send = (given: Given) => {
    setNow((map) => new Map(map).set(given.id, given.verdict));
    setErrors((map) => {
      const rest = new Map(map);
      rest.delete(given.id);
      return rest;
    });
    sending.mutate(given);
  };
  const of = (pair: Neighbour) => now.get(pair.id) ?? pair.verdict;
  return {
    of,
    errorOf: (pair) => errors.get(pair.id),
    decide: (pair, verdict) => {
      const given = { id: pair.id, before: of(pair), verdict };
      if (given.before === verdict) return;
      setDone((list) => [...list, given]);
      send(given);
    },
    undo: () => {
      const last = done.at(-1);
      if (!last) return null;
      setDone((list) => list.slice(0, -1));
      send({ id: last.id, before: last.verdict, verdict: last.before });
      return last.id;
    },
    canUndo: done.length > 0,
    decidedHere: new Set(done.map(({ id }) => id)).size,
  };
}
