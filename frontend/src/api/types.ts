/** The shapes of the HTTP API, one to one. */

export type Role = "collector" | "reviewer" | "maintainer";
export type ObjectState =
  | "draft"
  | "submitted"
  | "in_review"
  | "accepted"
  | "changes_requested"
  | "rejected"
  | "released"
  | "withdrawn";
export type ImageRole = "query" | "positive" | "distractor";
export type NeighbourVerdict = "duplicate" | "same scene" | "not a match";
export type Severity = "error" | "warning";

/** Values of a query string; what is empty is not sent. */
export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Page<T> {
  next: string | null;
  previous: string | null;
  results: T[];
}

export interface Person {
  id: number;
  name: string;
}
export interface User extends Person {
  email: string;
  is_staff: boolean;
}
export interface Session {
  user: User | null;
  version: string;
}
export interface Invitation {
  benchmark: string;
  email: string;
  roles: Role[];
}

export interface BenchmarkCard {
  slug: string;
  title: string;
  cutoff: string;
  goal_objects: number;
  roles: Role[];
  objects_by_state: Partial<Record<ObjectState, number>>;
  images: { query: number; positive: number; distractor: number };
  cover: string[];
}
export interface Consent {
  version: number;
  text: string;
  signed: boolean;
}
export interface BenchmarkDetail extends BenchmarkCard {
  licences: string[];
  severities: Record<string, Severity>;
  reviews_needed: number;
  consent: Consent | null;
  permissions: { collect: boolean; review: boolean; maintain: boolean };
  needs_me: {
    drafts_with_findings: number;
    changes_requested: number;
    awaiting_review: number;
    neighbours_undecided: number;
  };
}
export interface Activity {
  id: number;
  at: string;
  action: string;
  actor: Person | null;
  object_key: string | null;
  data: Record<string, unknown>;
}
export interface Member {
  user: { id: number; name: string; email: string };
  roles: Role[];
}
export interface Category {
  id: number;
  name: string;
  level: string | number;
  parent: number | null;
  extra_terms: string[];
  objects: number;
}

export interface ObjectCard {
  key: string;
  name: string;
  number: number;
  state: ObjectState;
  category_path: string[];
  collector: Person;
  cover: { id: string; thumb: string; width: number; height: number } | null;
  strip: { id: string; thumb: string; role: ImageRole }[];
  queries: number;
  positives: number;
  errors_count: number;
  warnings_count: number;
  updated_at: string;
}
export interface Claim {
  reviewer: Person;
  expires_at: string;
  mine: boolean;
}
export interface QueueItem extends ObjectCard {
  claim: Claim | null;
  submitted_at: string | null;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface BoxSet {
  version: number;
  boxes: Box[];
  updated_by: Person | null;
  updated_at: string | null;
}
export interface Evidence {
  kind: "public record" | "private knowledge";
  date: string | null;
  url: string;
  statement: string;
  verdict: string;
  version: number;
}
export interface TextQuery {
  text: string;
  version: number;
  approved: boolean;
  approved_by: Person | null;
}
export interface Finding {
  code: string;
  severity: Severity;
  message: string;
  image: string | null;
  /** Where to mend it: "evidence", "text", "categories", "image:<uuid>", "neighbour:<id>". */
  link: string;
  stage: string;
}
export interface Review {
  id: number;
  reviewer: Person;
  decision: string;
  comment: string;
  reason: string;
  image: string | null;
  box: number | null;
  at: string;
}
export interface WorkImage {
  id: string;
  role: ImageRole;
  source_path: string;
  width: number;
  height: number;
  thumb: string;
  preview: string;
  origin: string;
  author: string;
  licence: string;
  source_url: string;
  camera: string;
  captured_at: string | null;
  boxes_version: number;
  boxes: Box[];
  measure: { clutter: number; scale: number; segmenter: string } | null;
  neighbours: { duplicate: number; same_scene: number; undecided: number };
  checking: boolean;
}
export interface Workplace {
  key: string;
  name: string;
  number: number;
  state: ObjectState;
  category: { id: number; path: string[] } | null;
  collector: Person;
  rejection_reason: string;
  evidence: Evidence | null;
  text: TextQuery;
  images: WorkImage[];
  findings: Finding[];
  permissions: {
    edit: boolean;
    submit: boolean;
    withdraw: boolean;
    review: boolean;
    decide_neighbours: boolean;
  };
  claim: Claim | null;
  reviews: Review[];
  round: number;
}

export interface NeighbourImage {
  id: string;
  role: ImageRole;
  object_key: string | null;
  source_path: string;
  thumb: string;
  preview: string;
  width: number;
  height: number;
}
export interface Neighbour {
  id: number;
  first: NeighbourImage;
  second: NeighbourImage;
  hamming: number;
  cosine: number;
  inliers: number;
  residual: number | null;
  score: number;
  suggested: NeighbourVerdict;
  verdict: NeighbourVerdict | "";
  decided_by: Person | null;
  matches?: [number, number, number, number][];
}

export type JobState = "pending" | "running" | "done" | "failed" | "dead" | "cancelled";
export interface Job {
  id: number;
  kind: string;
  state: JobState;
  subject: string;
  attempts: number;
  max_attempts: number;
  done: number;
  total: number;
  error_code: string;
  error: string;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  can_retry: boolean;
  can_cancel: boolean;
}

export interface ReleaseCounts {
  objects: number;
  queries: number;
  positives: number;
  distractors: number;
}
export interface Gate {
  ready: number;
  blocked: { key: string; name: string; findings: Finding[] }[];
  problems: { code: string; message: string }[];
  counts: ReleaseCounts;
  next_version: string;
}
export type ExportState = "waiting" | "writing" | "verifying" | "verified" | "failed";
export interface Verification {
  ok: boolean;
  files: number;
  bytes: number;
  seconds: number;
  problems: { code: string; path: string; message: string }[];
  warnings: { code: string; where: string; message: string }[];
}
export interface Export {
  id: number;
  layout: string;
  state: ExportState;
  job: { id: number; state: JobState; done: number; total: number } | null;
  files: number;
  bytes: number;
  manifest_sha256: string;
  verification: Verification | null;
  error: string;
  created_at: string;
  finished_at: string | null;
  download: string | null;
}
export interface LeftOut {
  key: string;
  name: string;
  findings: { code: string; message: string }[];
}
export interface Release {
  id: number;
  version: string;
  title: string;
  frozen_at: string;
  frozen_by: Person | null;
  counts: ReleaseCounts;
  left_out: LeftOut[];
  manifest_sha256: string;
  exports: Export[];
}
