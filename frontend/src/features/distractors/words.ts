/** What a set is doing, in the words of people. */

import type { DistractorSet, SetState, ShardState } from "@/api/distractorSets";
import { formatNumber, plural } from "@/lib/format";
import { imagesPerSecond } from "@/lib/pace";

const STATES: Record<SetState, string> = {
  running: "Coming in",
  paused: "Paused",
  cancelled: "Cancelled",
  done: "Complete",
};

const SHARDS: Record<ShardState, string> = {
  pending: "Waiting",
  done: "Done",
  failed: "Failed",
};

const KINDS: Record<string, string> = {
  folder: "Folder of images",
  csv: "Table of images",
  webdataset: "WebDataset tars",
  descriptors: "Ready descriptors",
  hdf5: "HDF5 descriptors",
};

/** A set that is through but for shards that failed is not complete, and one without a source comes not in. */
export function stateWords(set: DistractorSet): string {
  if (set.problem) return "Could not begin";
  if (set.state === "done" && set.shards.failed > 0) return "Complete but for failed shards";
  return STATES[set.state] ?? set.state;
}

export const shardWords = (state: ShardState): string => SHARDS[state] ?? state;

export const kindWords = (kind: string): string => KINDS[kind] ?? kind;

/** "3 of 40 shards"; nothing before the source has been cut into them. */
export function shardsWords({ shards: { total, done } }: DistractorSet): string {
  return total > 0 ? `${formatNumber(done)} of ${plural(total, "shard")}` : "";
}

/** "410 images/s, about 12 min left"; nothing while nothing moves. */
export function paceWords(set: DistractorSet): string {
  const { state, problem, rate, seconds_left, stalled } = set;
  if (state !== "running" || problem) return "";
  if (stalled) return "Nobody is working on it";
  if (rate === null) return "Waiting for a worker";
  return imagesPerSecond(rate, seconds_left);
}

/** Shards that need no more work, as a share of 100. */
export function share({ shards: { total, done, failed } }: DistractorSet) {
  const part = (count: number) => (total > 0 ? (100 * count) / total : 0);
  return { done: part(done), failed: part(failed) };
}

/** Refusals by code, the most frequent first. */
export const byCount = (refusals: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(refusals).sort(([a, m], [b, n]) => n - m || a.localeCompare(b));

export const importCommand = (slug: string): string =>
  `python manage.py import_distractor_set ${slug} NAME --source folder PATH --encoder demo`;
