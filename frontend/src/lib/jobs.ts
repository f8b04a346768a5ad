import type { JobState } from "@/api/types";

const KINDS: Record<string, string> = {
  "neighbours.check": "Look for neighbours of",
  "clutter.count": "Measure clutter of",
  "rules.check": "Check the rules of",
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
