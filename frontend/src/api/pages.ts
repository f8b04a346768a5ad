import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { paths } from "@/api/schema";
import type { Page, Query } from "@/api/types";

/** Addresses of lists that come in pages, by what the schema says of them. */
type PagedPath = {
  [P in keyof paths]: paths[P] extends { get: { responses: { 200: { content: infer C } } } }
    ? C extends { "application/json": { next: string | null; results: unknown[] } }
      ? P
      : never
    : never;
}[keyof paths];
type Entry<P extends PagedPath> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": { results: (infer T)[] } } } } };
}
  ? T
  : never;

/** An infinite list of a benchmark; the server links its pages by cursor. */
export function pagesQuery<P extends PagedPath>(
  key: readonly unknown[],
  path: P,
  slug: string,
  query: Query = {},
) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      pageParam
        ? api.get<Page<Entry<P>>>(pageParam, undefined, signal)
        : api.get<Page<Entry<P>>>(path.replace("{slug}", slug), query, signal),
    initialPageParam: "",
    getNextPageParam: (page: Page<Entry<P>>) => page.next,
  });
}
