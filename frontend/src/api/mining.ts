/** Choosing the hardest distractors: what is searched with, what it will cost, the runs and what came of them. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { Person } from "@/api/types";

export type Ensemble = "mean" | "z-score" | "rank";
export type RunKind = "hard" | "random";
export type RunState =
  | "running"
  | "paused"
  | "cancelled"
  | "failed"
  | "done"
  | "accepted"
  | "discarded";
export type RunPhase = "" | "texts" | "scoring" | "rescoring" | "selecting";
export type RunVerb = "pause" | "resume" | "cancel" | "accept" | "discard";

export interface Term {
  text: string;
  category: string[];
}

export interface CategoryTerm extends Term {
  category_id: number;
  /** The name of the category itself, which is edited as the taxonomy. */
  is_name: boolean;
}

export interface MiningSet {
  slug: string;
  images: number;
  encoders: string[];
}

export interface MiningEncoder {
  name: string;
  described_sets: string[];
}

export interface Problem {
  code: string;
  message: string;
}

export interface Searchable {
  terms: CategoryTerm[];
  templates: string[];
  /** Those with a text tower. */
  encoders: MiningEncoder[];
  sets: MiningSet[];
  problems: Problem[];
}

export interface Plan {
  size: number;
  encoders: string[];
  ensemble: Ensemble;
  sets: string[];
  templates: string[];
}

export interface NewRun extends Plan {
  name: string;
  kind: RunKind;
  seed: number;
}

export type Bound = "gemm" | "reading" | "encoding";

export interface Cost {
  images: number;
  shards: number;
  shards_scored_already: number;
  text_queries: number;
  images_per_second: number;
  to_encode: number;
  memory_bytes: number;
  disk_bytes: number;
  by_workers: { workers: number; seconds: number }[];
  bound: Bound;
}

export interface Estimate {
  state: "measuring" | "done" | "failed";
  error: string;
  estimate: Cost | null;
}

export interface Histogram {
  /** One more than counts, ascending; below the threshold, counts may come from a sample. */
  edges: number[];
  counts: number[];
  chosen: number[];
}

export interface CategoryShare {
  name: string;
  chosen: number;
  considered: number;
  /** Expected of as many at random. */
  random: number;
}

export interface Hardness {
  encoder: string;
  /** Mean average precision, 0 to 1. */
  mini: number;
  random: number[];
  mean: number;
  std: number;
  /** How many random distractors are as hard; nothing where all of them are easier. */
  equal_size: number | null;
}

export interface Summary {
  /** Nothing where nothing was scored: in a random subset. */
  threshold: number | null;
  considered: number;
  chosen: number;
  histogram: Histogram;
  shares: {
    category: CategoryShare[];
    term: { name: string; chosen: number }[];
    template: { name: string; chosen: number }[];
    encoder: { name: string; chosen_alone: number }[];
  };
  agreement: { first: string; second: string; overlap: number }[];
  random: {
    mean_score?: number;
    chosen_mean_score?: number;
    share_above_threshold?: number;
    sampled?: number;
  };
  hardness: Hardness[];
}

export interface Run {
  id: string;
  name: string;
  kind: RunKind;
  size: number;
  seed: number;
  ensemble: Ensemble;
  encoders: string[];
  sets: string[];
  terms: Term[];
  templates: string[];
  state: RunState;
  phase: RunPhase;
  /** Images; shards while it selects. */
  done: number;
  total: number;
  images_per_second: number | null;
  seconds_left: number | null;
  chosen: number;
  keys_sha256: string;
  summary: Summary | null;
  error_code: string;
  error: string;
  created_by: Person | null;
  created_at: string;
  finished_at: string | null;
  decided_by: Person | null;
  decided_at: string | null;
  may: Record<RunVerb, boolean>;
}

export interface MinedImage {
  key: string;
  set: string;
  distractor: string;
  score: number;
  scores: Record<string, number>;
  term: string;
  template: string;
  category: string[];
  chosen: boolean;
  picture: { url: string; width: number; height: number } | null;
}

export interface MinedPage {
  results: MinedImage[];
  total: number;
}

export type Side = "above" | "below" | "chosen";

/** Which pictures of a run: on one side of a score, of a category or a term. */
export interface Sight {
  side: Side;
  /** The threshold unless given. */
  around?: number;
  category: string;
  term: string;
}

const RUNNING_MS = 1_500;
const RESTING_MS = 15_000;
const MEASURING_MS = 1_000;

/** How many pictures come at once. */
export const SIGHT_PAGE = 12;

export const miningKey = (slug: string) => ["b", slug, "mining"] as const;

export const isMining = (run: Run): boolean => run.state === "running";

export const searchableQuery = (slug: string) =>
  queryOptions({
    queryKey: [...miningKey(slug), "terms"],
    queryFn: ({ signal }) =>
      api.get<Searchable>(`benchmarks/${slug}/mining/terms/`, undefined, signal),
  });

export const editExtraTerms = (category: number, extra_terms: readonly string[]) =>
  api.patch(`categories/${category}/`, { extra_terms });

export const askEstimate = (slug: string, plan: Plan) =>
  api.post<{ id: number }>(`benchmarks/${slug}/mining/estimates/`, {
    ...plan,
    workers: [1, 2, 4, 8],
  });

/** A worker measures its own speed on a sample; until it has, it is asked again. */
export const estimateQuery = (slug: string, id: number | undefined) =>
  queryOptions({
    queryKey: [...miningKey(slug), "estimate", id],
    queryFn: ({ signal }) =>
      api.get<Estimate>(`benchmarks/${slug}/mining/estimates/${id}/`, undefined, signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === "measuring" ? MEASURING_MS : false),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Polls while one is under way, and slowly otherwise: a command may start another at any time. */
export const runsQuery = (slug: string) =>
  queryOptions({
    queryKey: [...miningKey(slug), "runs"],
    queryFn: ({ signal }) => api.get<Run[]>(`benchmarks/${slug}/mining-runs/`, undefined, signal),
    refetchInterval: ({ state }) => (state.data?.some(isMining) ? RUNNING_MS : RESTING_MS),
  });

export const runQuery = (slug: string, id: string) =>
  queryOptions({
    queryKey: [...miningKey(slug), "run", id],
    queryFn: ({ signal }) => api.get<Run>(`mining-runs/${id}/`, undefined, signal),
    refetchInterval: ({ state }) => (state.data && isMining(state.data) ? RUNNING_MS : RESTING_MS),
  });

export const startRun = (slug: string, run: NewRun) =>
  api.post<Run>(`benchmarks/${slug}/mining-runs/`, run);

export const steerRun = (id: string, verb: RunVerb) => api.post<Run>(`mining-runs/${id}/${verb}/`);

export const sightQuery = (slug: string, id: string, sight: Sight) =>
  infiniteQueryOptions({
    queryKey: [...miningKey(slug), "run", id, "images", sight],
    queryFn: ({ pageParam, signal }) =>
      api.get<MinedPage>(
        `mining-runs/${id}/images/`,
        { ...sight, limit: SIGHT_PAGE, offset: pageParam },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: (page: MinedPage, pages: MinedPage[]) => {
      const shown = pages.reduce((sum, { results }) => sum + results.length, 0);
      return page.results.length > 0 && shown < page.total ? shown : null;
    },
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
