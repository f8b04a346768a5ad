/** Choosing the hardest distractors: what is searched with, what it will cost, the runs and what came of them. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { body, client } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

/** What a benchmark can be searched with. */
export type Searchable = Schemas["MiningTerms"];
export type CategoryTerm = Schemas["MiningTerm"];
/** What decides how long a run takes, and the run that begins with it. */
export type Plan = Required<Omit<Schemas["NewMiningEstimateRequest"], "workers">> & {
  ensemble: Ensemble;
};
export type NewRun = Required<Schemas["NewMiningRunRequest"]> & Plan & { kind: RunKind };
/** Time, memory and disk of a plan. */
export type Cost = Schemas["Estimate"];

export type Run = Schemas["MiningRun"];
export type RunKind = Schemas["MiningRunKindEnum"];
export type RunState = Schemas["MiningRunStateEnum"];
export type RunPhase = Run["phase"];
export type RunVerb = keyof Schemas["MiningMay"];
export type Ensemble = Schemas["EnsembleEnum"];

export type Summary = Schemas["MiningSummary"];
/** Below the threshold, counts may come from a sample. */
export type Histogram = Schemas["MiningHistogram"];
export type CategoryShare = Schemas["CategoryShare"];
/** Mean average precisions from 0 to 1. */
export type Hardness = Schemas["Hardness"];
export type MinedImage = Schemas["MiningImage"];
type MinedPage = Schemas["MiningImages"];

/** Which pictures of a run: on one side of a score, of a category or a term. */
export interface Sight {
  side: "above" | "below" | "chosen";
  /** The threshold unless given. */
  around?: number;
  category: string;
  term: string;
}

const RUNNING_MS = 1_500;
const RESTING_MS = 15_000;
const MEASURING_MS = 1_000;

/** How many pictures come at once. */
const SIGHT_PAGE = 12;
/** The numbers of workers that an estimate is made for. */
const WORKERS = [1, 2, 4, 8];

export const miningKey = (slug: string) => ["b", slug, "mining"] as const;

export const isMining = (run: Run): boolean => run.state === "running";

export const searchableQuery = (slug: string) =>
  queryOptions({
    queryKey: [...miningKey(slug), "terms"],
    queryFn: ({ signal }) =>
      body(
        client.GET("/api/benchmarks/{slug}/mining/terms/", { params: { path: { slug } }, signal }),
      ),
  });

export const editExtraTerms = (category: number, extra_terms: string[]) =>
  body(
    client.PATCH("/api/categories/{id}/", {
      params: { path: { id: category } },
      body: { extra_terms },
    }),
  );

export const askEstimate = (slug: string, plan: Plan) =>
  body(
    client.POST("/api/benchmarks/{slug}/mining/estimates/", {
      params: { path: { slug } },
      body: { ...plan, workers: WORKERS },
    }),
  );

/** A worker measures its own speed on a sample; until it has, it is asked again. */
export const estimateQuery = (slug: string, id: number | undefined) =>
  queryOptions({
    queryKey: [...miningKey(slug), "estimate", id],
    queryFn: ({ signal }) =>
      body(
        client.GET("/api/benchmarks/{slug}/mining/estimates/{id}/", {
          params: { path: { slug, id: id ?? 0 } },
          signal,
        }),
      ),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === "measuring" ? MEASURING_MS : false),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Polls while one is under way, and slowly otherwise: a command may start another at any time. */
export const runsQuery = (slug: string) =>
  queryOptions({
    queryKey: [...miningKey(slug), "runs"],
    queryFn: ({ signal }) =>
      body(
        client.GET("/api/benchmarks/{slug}/mining-runs/", { params: { path: { slug } }, signal }),
      ),
    refetchInterval: ({ state }) => (state.data?.some(isMining) ? RUNNING_MS : RESTING_MS),
  });

export const runQuery = (slug: string, id: string) =>
  queryOptions({
    queryKey: [...miningKey(slug), "run", id],
    queryFn: ({ signal }) =>
      body(
        client.GET("/api/mining-runs/{public_id}/", {
          params: { path: { public_id: id } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data && isMining(state.data) ? RUNNING_MS : RESTING_MS),
  });

export const startRun = (slug: string, run: NewRun) =>
  body(
    client.POST("/api/benchmarks/{slug}/mining-runs/", { params: { path: { slug } }, body: run }),
  );

export const steerRun = (id: string, verb: RunVerb) =>
  body(
    client.POST(`/api/mining-runs/{public_id}/${verb}/`, { params: { path: { public_id: id } } }),
  );

export const sightQuery = (slug: string, id: string, sight: Sight) =>
  infiniteQueryOptions({
    queryKey: [...miningKey(slug), "run", id, "images", sight],
    queryFn: ({ pageParam, signal }) =>
      body(
        client.GET("/api/mining-runs/{public_id}/images/", {
          params: {
            path: { public_id: id },
            query: { ...sight, limit: SIGHT_PAGE, offset: pageParam },
          },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (page: MinedPage, pages: MinedPage[]) => {
      const shown = pages.reduce((sum, { results }) => sum + results.length, 0);
      return page.results.length > 0 && shown < page.total ? shown : null;
    },
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
