import { queryOptions } from "@tanstack/react-query";
import { body, client } from "@/api/client";
import type { Release } from "@/api/types";

const RUNNING = new Set(["waiting", "writing", "verifying"]);

export const isExporting = (release: Release): boolean =>
  release.exports.some(({ state }) => RUNNING.has(state));

/** Polls while an export is under way. */
export const releasesQuery = (slug: string) =>
  queryOptions({
    queryKey: ["b", slug, "releases"],
    queryFn: ({ signal }) =>
      body(client.GET("/api/benchmarks/{slug}/releases/", { params: { path: { slug } }, signal })),
    refetchInterval: ({ state }) => (state.data?.some(isExporting) ? 1500 : false),
  });

export const gateQuery = (slug: string) =>
  queryOptions({
    queryKey: ["b", slug, "gate"],
    queryFn: ({ signal }) =>
      body(client.GET("/api/benchmarks/{slug}/gate/", { params: { path: { slug } }, signal })),
  });
