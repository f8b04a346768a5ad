/** Short names for the shapes of the HTTP API, which are generated from its committed schema. */
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

/** Values of a query string; what is empty is not sent. */
export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Page<T> {
  next: string | null;
  previous: string | null;
  results: T[];
}

export type Role = Schemas["MemberRole"];
export type ObjectState = Schemas["ObjectState"];
export type ImageRole = Schemas["ImageRole"];
export type NeighbourVerdict = Schemas["NeighbourVerdict"];
export type Severity = Schemas["SeverityEnum"];
export type JobState = Schemas["JobState"];
export type ExportState = Schemas["ExportShapeStateEnum"];

export type Person = Schemas["Person"];
/** The server always sends all of it, though a sign-up form may leave parts out. */
export type User = Required<Schemas["Account"]>;
export type Session = Omit<Schemas["Session"], "user"> & { user: User | null };
export type Invitation = Schemas["Invitation"];

export type BenchmarkCard = Schemas["BenchmarkCard"];
export type BenchmarkDetail = Schemas["BenchmarkDetail"];
export type Consent = Schemas["Consent"];
export type Activity = Schemas["Activity"];
export type Member = Schemas["Member"];
export type Category = Schemas["Category"];

export type ObjectCard = Schemas["ObjectCard"];
export type QueueItem = Schemas["QueuedObject"];
export type Claim = Schemas["Claim"];

export type Box = Schemas["Box"];
export type BoxSet = Schemas["BoxSet"];
export type Evidence = Schemas["Evidence"];
export type TextQuery = Schemas["TextQuery"];
export type Finding = Schemas["Finding"];
export type Review = Schemas["Review"];
export type WorkImage = Schemas["WorkImage"];
export type Workplace = Schemas["Workplace"];

export type NeighbourImage = Schemas["NeighbourImage"];
/** `matches` comes when one pair is asked for, not in lists: [x1, y1, x2, y2] as fractions. */
export type Neighbour = Schemas["Neighbour"] & {
  matches?: [number, number, number, number][];
};

export type Job = Schemas["Job"];
export type Gate = Schemas["GateShape"];
export type Verification = Schemas["VerificationShape"];
export type ReleaseCounts = Schemas["ReleaseCountsShape"];
export type Export = Schemas["ExportShape"];
export type LeftOut = Schemas["LeftOutShape"];
export type Release = Schemas["ReleaseShape"];
