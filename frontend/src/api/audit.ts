/** The nearest distractors of an object, list by list, and what people say of them. */

import { infiniteQueryOptions } from "@tanstack/react-query";
import { body, client } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Audit = Schemas["AuditPage"];
export type AuditList = Schemas["AuditList"];
export type AuditPicture = Schemas["AuditPicture"];
export type Nearest = Schemas["AuditPlace"];
export type Found = Schemas["AuditFound"];
/** Share of planted false negatives that stand above a depth, with this encoder. */
export type Worth = Schemas["AuditWorth"];
export type Says = Schemas["DistractorMark"];
export type Decision = Required<Schemas["ConfirmRequest"]>;

export interface Asked {
  readonly slug: string;
  readonly key: string;
  readonly list: string;
  readonly set: string;
  /** Another encoder gives another list. */
  readonly encoder: string;
}

type Of = Pick<Asked, "slug" | "key">;

export const AUDIT_PAGE = 60;
const SEARCHING_MS = 1_000;

export const auditKey = ({ slug, key }: Of) => ["b", slug, "object", key, "distractors"] as const;

/** The first question of a list starts a search; until it is answered, it is asked again. */
export const auditQuery = (asked: Asked) =>
  infiniteQueryOptions({
    queryKey: [...auditKey(asked), asked.set, asked.encoder, asked.list],
    queryFn: ({ pageParam, signal }) =>
      body(
        client.GET("/api/benchmarks/{slug}/objects/{key}/distractors/", {
          params: {
            path: pathOf(asked),
            query: { ...listOf(asked), offset: pageParam, limit: AUDIT_PAGE },
          },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (page: Audit, pages: Audit[]) => {
      const shown = pages.reduce((sum, { results }) => sum + results.length, 0);
      return page.state === "ready" && shown < page.total ? shown : null;
    },
    // A list that is there is never replaced under the reader's eyes; the page offers the newer one.
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.state === "searching" ? SEARCHING_MS : false,
  });

const pathOf = ({ slug, key }: Of) => ({ slug, key });

/** What is empty is left to the server, which takes the first. */
const listOf = ({ list, set, encoder }: Asked) => ({
  list: list || undefined,
  set: set || undefined,
  encoder: encoder || undefined,
});

/** Sent to its end even when the person has gone on to another page. */
export const sendLook = ({ list, set, encoder, ...of }: Asked, depth: number) =>
  body(
    client.POST("/api/benchmarks/{slug}/objects/{key}/distractors/look/", {
      params: { path: pathOf(of) },
      body: { list, set, encoder, depth },
      keepalive: true,
    }),
  );

export const sendMark = (asked: Asked, distractor: string, says: Says | "") =>
  body(
    client.POST("/api/benchmarks/{slug}/objects/{key}/distractors/mark/", {
      params: { path: pathOf(asked) },
      body: { set: asked.set, distractor, says },
    }),
  );

export const sendDecision = (of: Of, decision: Decision) =>
  body(
    client.POST("/api/benchmarks/{slug}/objects/{key}/distractors/confirm/", {
      params: { path: pathOf(of) },
      body: decision,
    }),
  );
