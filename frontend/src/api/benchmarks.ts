import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { BenchmarkCard, BenchmarkDetail, Category, Member } from "@/api/types";

export const benchmarksQuery = queryOptions({
  queryKey: ["benchmarks"],
  queryFn: ({ signal }) => api.get<BenchmarkCard[]>("benchmarks/", undefined, signal),
});

/** Everything below ["b", slug] belongs to one benchmark, so one call can refresh it all. */
export const benchmarkQuery = (slug: string) =>
  queryOptions({
    queryKey: ["b", slug, "detail"],
    queryFn: ({ signal }) => api.get<BenchmarkDetail>(`benchmarks/${slug}/`, undefined, signal),
  });

export const categoriesQuery = (slug: string) =>
  queryOptions({
    queryKey: ["b", slug, "categories"],
    queryFn: ({ signal }) =>
      api.get<Category[]>(`benchmarks/${slug}/categories/`, undefined, signal),
    staleTime: 60_000,
  });

export const membersQuery = (slug: string) =>
  queryOptions({
    queryKey: ["b", slug, "members"],
    queryFn: ({ signal }) => api.get<Member[]>(`benchmarks/${slug}/members/`, undefined, signal),
    staleTime: 60_000,
  });
