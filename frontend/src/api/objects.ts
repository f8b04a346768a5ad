import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { ObjectCard, Page, Query } from "@/api/types";

export type ObjectFilters = Partial<
  Record<"state" | "category" | "collector" | "finding" | "search" | "camera", string>
>;

/** An infinite list whose pages the server links by cursor. */
export function pagesQuery<T>(key: readonly unknown[], path: string, query: Query = {}) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      pageParam
        ? api.get<Page<T>>(pageParam, undefined, signal)
        : api.get<Page<T>>(path, query, signal),
    initialPageParam: "",
    getNextPageParam: (page: Page<T>) => page.next,
  });
}

export const objectsQuery = (slug: string, filters: ObjectFilters) =>
  pagesQuery<ObjectCard>(["b", slug, "objects", filters], `benchmarks/${slug}/objects/`, {
    ...filters,
    limit: 60,
  });

export const createObject = (slug: string, body: { name: string; key?: string }) =>
  api.post<ObjectCard>(`benchmarks/${slug}/objects/`, body);
