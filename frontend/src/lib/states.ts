import type { ObjectState } from "@/api/types";

/** The order in which an object passes through its states. */
export const STATES: readonly ObjectState[] = [
  "draft",
  "changes_requested",
  "submitted",
  "in_review",
  "accepted",
  "released",
  "rejected",
  "withdrawn",
];

const LABELS: Record<ObjectState, string> = {
  draft: "Draft",
  changes_requested: "Changes requested",
  submitted: "Submitted",
  in_review: "In review",
  accepted: "Accepted",
  released: "Released",
  rejected: "Rejected",
  withdrawn: "Withdrawn",
};

export const stateLabel = (state: string): string => LABELS[state as ObjectState] ?? state;

/** The name of the state's colour in states.css: dashes between words. */
export const stateName = (state: string): string => state.replaceAll("_", "-");

type Counts = Partial<Record<ObjectState, number>>;

/** Objects that count towards the goal. */
export const finished = (counts: Counts): number => (counts.accepted ?? 0) + (counts.released ?? 0);

export const allObjects = (counts: Counts): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);
