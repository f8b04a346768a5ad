import { useMutation, useQuery } from "@tanstack/react-query";
import { askEstimate, type Cost, estimateQuery, type NewRun, type Plan } from "@/api/mining";
import { planOf } from "@/features/mining/plan/settings";

export interface Estimating {
  readonly ask: () => void;
  readonly isMeasuring: boolean;
  /** Whether there is one for the settings as they stand now. */
  readonly isCurrent: boolean;
  readonly cost: Cost | null;
  readonly problem: unknown;
}

/** Asks a worker to measure itself, and remembers for which settings it was asked. */
export function useEstimate(slug: string, settings: NewRun): Estimating {
  const plan = planOf(settings);
  const asking = useMutation({ mutationFn: (asked: Plan) => askEstimate(slug, asked) });
  const answer = useQuery(estimateQuery(slug, asking.data?.id));
  const { data } = answer;
  const cost = data?.estimate ?? null;
  const refused = data?.state === "failed" ? new Error(data.error) : null;
  const waits = asking.isSuccess && (answer.isPending || data?.state === "measuring");
  return {
    ask: () => asking.mutate(plan),
    isMeasuring: asking.isPending || waits,
    isCurrent: cost !== null && JSON.stringify(asking.variables) === JSON.stringify(plan),
    cost,
    problem: asking.error ?? answer.error ?? refused,
  };
}
