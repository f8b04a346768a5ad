/** One release for readers, and what two of them say otherwise. */

import { queryOptions } from "@tanstack/react-query";
import { body, client } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Creator = Required<Schemas["CreatorShape"]>;
export type Responsible = Required<Schemas["ResponsibleShape"]>;
/** The server always sends all of it, though a save may leave answers out. */
export type About = Omit<Required<Schemas["AboutShape"]>, "creators" | "responsible"> & {
  creators: Creator[];
  responsible: Responsible;
};

export type Loading = Schemas["LoadingShape"];
export type Sample = Schemas["SampleShape"];
export type ThingKind = Schemas["WithdrawalKind"];
export type Erratum = Schemas["ErratumShape"];
export type Tombstone = Schemas["TombstoneShape"];
export type Statistics = Schemas["StatisticsShape"];
export type ReleasePage = Omit<Schemas["ReleasePageShape"], "about"> & { about: About };

export type FieldChange = Schemas["ChangeShape"];
export type Entry = Schemas["DiffEntryShape"];
export type Changed = Schemas["DiffChangedShape"];
export type Changes = Schemas["DiffThingsShape"];
export type Difference = Schemas["DifferenceShape"];

const RUNNING = new Set(["waiting", "writing", "verifying"]);

/** Polls while an export is under way. */
export const releasePageQuery = (slug: string, id: number) =>
  queryOptions({
    queryKey: ["b", slug, "releases", id, "page"],
    queryFn: ({ signal }) =>
      body(
        client.GET("/api/releases/{release_id}/page/", {
          params: { path: { release_id: id } },
          signal,
        }),
      ) as Promise<ReleasePage>,
    refetchInterval: ({ state }) =>
      state.data?.exports.some((entry) => RUNNING.has(entry.state)) ? 1500 : false,
  });

export const diffAddress = (id: number, against: number, extra = "") =>
  `/api/releases/${id}/diff/?against=${against}${extra}`;

/** What the release says otherwise than an earlier one; frozen rows never change. */
export const diffQuery = (slug: string, id: number, against: number) =>
  queryOptions({
    queryKey: ["b", slug, "diff", id, against],
    queryFn: ({ signal }) =>
      body(
        client.GET("/api/releases/{release_id}/diff/", {
          params: { path: { release_id: id }, query: { against } },
          signal,
        }),
      ),
    staleTime: 600_000,
  });
