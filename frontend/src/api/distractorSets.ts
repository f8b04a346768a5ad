/** Sets of distractors: millions of images that are files, and the few rows that say how far they are. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, body, client } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type DistractorSet = Schemas["DistractorSet"];
export type SetState = Schemas["DistractorSetState"];
export type SetVerb = Exclude<keyof Schemas["SetMay"], "state_licence">;
export type Shard = Schemas["DistractorShard"];
export type ShardState = Schemas["DistractorShardState"];
export type Refusal = Schemas["DistractorRefusal"];
type RefusalPage = Schemas["DistractorRefusalPage"];

/** A list in numbered pages: of shards there are thousands, and of refusals more. */
export type Counted = Pick<Schemas["DistractorShardPage"], "count" | "next" | "previous"> & {
  results: readonly unknown[];
};

const RUNNING_MS = 2_000;
const RESTING_MS = 15_000;

export const setsKey = (slug: string) => ["b", slug, "distractor-sets"] as const;

export const isRunning = (set: DistractorSet): boolean => set.state === "running";

/** Polls while a set comes in, and slowly otherwise: a command may start another at any time. */
export const setsQuery = (slug: string) =>
  queryOptions({
    queryKey: setsKey(slug),
    queryFn: ({ signal }) =>
      body(
        client.GET("/api/benchmarks/{slug}/distractor-sets/", {
          params: { path: { slug } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? RUNNING_MS : RESTING_MS),
  });

export interface ShardsAsked {
  readonly set: string;
  readonly state: ShardState | undefined;
  readonly page: number;
  readonly polls: boolean;
}

export const shardsQuery = (slug: string, { set, state, page, polls }: ShardsAsked) =>
  queryOptions({
    queryKey: [...setsKey(slug), set, "shards", state, page],
    queryFn: ({ signal }) =>
      body(
        client.GET("/api/distractor-sets/{public_id}/shards/", {
          params: { path: { public_id: set }, query: { state, page } },
          signal,
        }),
      ),
    refetchInterval: polls ? RUNNING_MS * 2 : false,
    placeholderData: (before) => before,
  });

export const refusalsQuery = (slug: string, set: string, code: string) =>
  infiniteQueryOptions({
    queryKey: [...setsKey(slug), set, "refusals", code],
    queryFn: ({ pageParam, signal }) =>
      api.get<RefusalPage>(
        pageParam || `distractor-sets/${set}/refusals/`,
        pageParam ? undefined : { code },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (page: RefusalPage) => page.next,
  });

export const steer = (set: string, verb: SetVerb) =>
  body(
    client.POST(`/api/distractor-sets/{public_id}/${verb}/`, {
      params: { path: { public_id: set } },
    }),
  );

/** Under which licence images are published that name none themselves. */
export const stateLicence = (set: string, licence: string) =>
  body(
    client.PATCH("/api/distractor-sets/{public_id}/", {
      params: { path: { public_id: set } },
      body: { licence },
    }),
  );
