import { body, client } from "@/api/client";
import { pagesQuery } from "@/api/pages";

export type ObjectFilters = Partial<
  Record<"state" | "category" | "collector" | "finding" | "search" | "camera", string>
>;

export const objectsQuery = (slug: string, filters: ObjectFilters) =>
  pagesQuery(["b", slug, "objects", filters], "/api/benchmarks/{slug}/objects/", slug, {
    ...filters,
    limit: 60,
  });

/** Without a key the server derives one from the name. */
export const createObject = (slug: string, { name, key = "" }: { name: string; key?: string }) =>
  body(
    client.POST("/api/benchmarks/{slug}/objects/", {
      params: { path: { slug } },
      body: { name, key },
    }),
  );
