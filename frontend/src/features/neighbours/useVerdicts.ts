import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { benchmarkQuery } from "@/api/benchmarks";
import { giveVerdict, type Pair, type PairRef, pairKey, refOf } from "@/api/pairs";
import { asProblem } from "@/api/problems";
import type { NeighbourVerdict } from "@/api/types";

export type Verdict = NeighbourVerdict | "";
interface Given {
  key: string;
  ref: PairRef;
  before: Verdict;
  verdict: Verdict;
}

export interface Verdicts {
  /** What a pair is now, this sitting's verdicts included. */
  of: (pair: Pair) => Verdict;
  errorOf: (pair: Pair) => string | undefined;
  decide: (pair: Pair, verdict: Verdict) => void;
  /** Takes the last verdict back and returns the key of its pair. */
  undo: () => string | null;
  canUndo: boolean;
  decidedHere: number;
}

/** Shown at once, sent behind it; a verdict that the server refuses falls back with its reason. */
export function useVerdicts(slug: string): Verdicts {
  const queries = useQueryClient();
  const [now, setNow] = useState<ReadonlyMap<string, Verdict>>(new Map());
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const [done, setDone] = useState<readonly Given[]>([]);
  const sending = useMutation({
    // One after the other, in the order given, so that a quick undo cannot overtake its verdict.
    scope: { id: `verdicts-${slug}` },
    mutationFn: ({ ref, verdict }: Given) => giveVerdict(ref, verdict),
    onError: (error, given) => {
      setNow((map) => new Map(map).set(given.key, given.before));
      setErrors((map) => new Map(map).set(given.key, asProblem(error).sentence));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: benchmarkQuery(slug).queryKey }),
  });
  const send = (given: Given) => {
    setNow((map) => new Map(map).set(given.key, given.verdict));
    setErrors((map) => {
      const rest = new Map(map);
      rest.delete(given.key);
      return rest;
    });
    sending.mutate(given);
  };
  const of = (pair: Pair) => now.get(pairKey(pair)) ?? pair.verdict;
  return {
    of,
    errorOf: (pair) => errors.get(pairKey(pair)),
    decide: (pair, verdict) => {
      const given = { key: pairKey(pair), ref: refOf(pair), before: of(pair), verdict };
      if (given.before === verdict) return;
      setDone((list) => [...list, given]);
      send(given);
    },
    undo: () => {
      const last = done.at(-1);
      if (!last) return null;
      setDone((list) => list.slice(0, -1));
      send({ ...last, before: last.verdict, verdict: last.before });
      return last.key;
    },
    canUndo: done.length > 0,
    decidedHere: new Set(done.map(({ key }) => key)).size,
  };
}
