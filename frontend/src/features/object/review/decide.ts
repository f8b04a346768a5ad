import { useMutation } from "@tanstack/react-query";
import { api } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { Workplace } from "@/api/types";
import { objectPath } from "@/features/object/data";
import { refuse, tell } from "@/features/object/toasts";
import { useWork } from "@/features/object/work";

export interface Word {
  readonly decision: "approved" | "changes_requested" | "rejected";
  readonly comment?: string;
  readonly reason?: string;
  readonly image?: string | null;
  readonly box?: readonly number[] | null;
  readonly approve_evidence?: boolean;
  readonly approve_text?: boolean;
}

const DONE = {
  approved: "approved",
  changes_requested: "sent back for changes",
  rejected: "rejected",
} as const;

/** Says the word and goes on to the next object. */
export function useDecide(next: () => Promise<void>) {
  const { address, workplace, answer, say } = useWork();
  return useMutation({
    mutationFn: (word: Word) => api.post<Workplace>(`${objectPath(address)}decision/`, word),
    onSuccess: async (after, word) => {
      answer(after);
      const sentence = `${workplace.name}: ${DONE[word.decision]}.`;
      say(sentence);
      tell(sentence);
      await next();
    },
    onError: (error) => refuse(asProblem(error).sentence),
  });
}
