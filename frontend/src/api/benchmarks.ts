import { queryOptions } from "@tanstack/react-query";
import { body, client } from "@/api/client";

export const benchmarksQuery = queryOptions({
  queryKey: ["benchmarks"],
  queryFn: ({ signal }) => body(client.GET("/api/benchmarks/", { signal })),
});

/** Everything below ["b", slug] belongs to one benchmark, so one call can refresh it all. */
export const benchmarkQuery = (slug: string) =>
  queryOptions({
    queryKey: ["b", slug, "detail"],
    queryFn: ({ signal }) =>
      body(client.GET("/api/benchmarks/{slug}/", { params: { path: { slug } }, signal })),
  });

export const categoriesQuery = (slug: string) =>
  queryOptions({
    queryKey: ["b", slug, "categories"],
    queryFn: ({ signal }) =>
      body(
        client.GET("/api/benchmarks/{slug}/categories/", { params: { path: { slug } }, signal }),
      ),
    staleTime: 60_000,
  });

export const membersQuery = (slug: string) =>
  queryOptions({
    queryKey: ["b", slug, "members"],
    queryFn: ({ signal }) =>
      body(client.GET("/api/benchmarks/{slug}/members/", { params: { path: { slug } }, signal })),
    staleTime: 60_000,
  });
