/** What a benchmark says about itself as a whole. */

import { queryOptions } from "@tanstack/react-query";
import { api, body, client } from "@/api/client";
import type { About } from "@/api/release";
import type { components } from "@/api/schema";

/** `missing` and `suggestions` go by paths, such as `responsible.data_biases`. */
export type Card = Omit<components["schemas"]["CardShape"], "about"> & { about: About };

export const cardQuery = (slug: string) =>
  queryOptions({
    queryKey: ["b", slug, "card"],
    queryFn: ({ signal }) =>
      body(
        client.GET("/api/benchmarks/{slug}/card/", { params: { path: { slug } }, signal }),
      ) as Promise<Card>,
  });

export const saveCard = (slug: string, about: About, version: number) =>
  api.put<Card>(`benchmarks/${slug}/card/`, about, version);
