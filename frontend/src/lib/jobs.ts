import type { JobState } from "@/api/types";

const KINDS: Record<string, string> = {
  "neighbours.check": "Look for neighbours of",
  "clutter.count": "Measure clutter of",
  "rules.check": "Check the rules of",
  "distractors.plan": "Cut into shards the set of distractors",
  "distractors.shard": "Bring in the shard of distractors",
  "distractors.compare": "Compare pictures with the shard of distractors",
  "distractors.index": "Index the set of distractors",
  "distractors.nearest": "Find the nearest distractors of",
  "distractors.import": "Import distractors",
  "mining.estimate": "Estimate the mining of",
  "mining.texts": "Describe the texts of the subset",
  "mining.score": "Score distractors for the subset",
  "mining.threshold": "Find the threshold of the subset",
  "mining.rescore": "Score exactly for the subset",
  "mining.select": "Choose the subset",
  "release.export": "Export release",
};

export const jobLabel = (kind: string): string => KINDS[kind] ?? kind;

const STATES: Record<JobState, string> = {
  pending: "Waiting",
  running: "Running",
  done: "Done",
  failed: "Refused",
  dead: "Given up",
  cancelled: "Cancelled",
};

export const jobStateLabel = (state: JobState): string => STATES[state];

export const isActiveJob = (state: JobState): boolean => state === "pending" || state === "running";
