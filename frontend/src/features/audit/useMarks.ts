import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Asked, auditKey, type Nearest, type Says, sendMark } from "@/api/audit";
import { asProblem } from "@/api/problems";

export type Mark = Says | "";
type Marked = Pick<Nearest, "distractor" | "mark">;
interface Given {
  readonly distractor: string;
  readonly before: Mark;
  readonly says: Mark;
}

export interface Marks {
  /** What was said of a distractor, this sitting included. */
  of(row: Marked): Mark;
  /** What this sitting said, or nothing when it said nothing. */
  here(distractor: string): Mark | undefined;
  errorOf(distractor: string): string | undefined;
  give(row: Marked, says: Mark): void;
  /** Takes the last mark back and returns its distractor. */
  undo(): string | null;
  readonly canUndo: boolean;
}

/** Shown at once and sent behind it; what the server refuses falls back with its reason. */
export function useMarks(asked: Asked): Marks {
  const queries = useQueryClient();
  const [now, setNow] = useState<ReadonlyMap<string, Mark>>(new Map());
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const [done, setDone] = useState<readonly Given[]>([]);
  const sending = useMutation({
    // One after the other, so that a quick undo cannot overtake its mark.
    scope: { id: `marks-${asked.slug}-${asked.key}` },
    mutationFn: ({ distractor, says }: Given) => sendMark(asked, distractor, says),
    onError: (error, { distractor, before }) => {
      setNow((map) => new Map(map).set(distractor, before));
      setErrors((map) => new Map(map).set(distractor, asProblem(error).sentence));
    },
    // The other lists show the same distractors; this one is not moved under the reader's eyes.
    onSettled: () => queries.invalidateQueries({ queryKey: auditKey(asked), refetchType: "none" }),
  });
  const send = (given: Given) => {
    setNow((map) => new Map(map).set(given.distractor, given.says));
    setErrors((map) => {
      const rest = new Map(map);
      rest.delete(given.distractor);
      return rest;
    });
    sending.mutate(given);
  };
  const of = (row: Marked) => now.get(row.distractor) ?? row.mark;
  return {
    of,
    here: (distractor) => now.get(distractor),
    errorOf: (distractor) => errors.get(distractor),
    give: (row, says) => {
      const given = { distractor: row.distractor, before: of(row), says };
      if (given.before === says) return;
      setDone((list) => [...list, given]);
      send(given);
    },
    undo: () => {
      const last = done.at(-1);
      if (!last) return null;
      setDone((list) => list.slice(0, -1));
      send({ distractor: last.distractor, before: last.says, says: last.before });
      return last.distractor;
    },
    canUndo: done.length > 0,
  };
}
