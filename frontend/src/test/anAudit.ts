import type { Audit, Nearest } from "@/api/audit";

const picture = (name: string) => ({ url: `/${name}.jpg`, width: 40, height: 30 });

/** A distractor in a list, for tests. */
export const aPlace = (place: number, own: Partial<Nearest> = {}): Nearest => ({
  place,
  distractor: `00000/d${place}`,
  set: "web",
  similarity: 1 - place / 100,
  picture: picture(`d${place}`),
  inliers: null,
  mark: "",
  marked_by: null,
  ...own,
});

/** A list of nearest distractors for tests, with what the test is about written over it. */
export const anAudit = (own: Partial<Audit> = {}): Audit => ({
  object: { key: "mug", name: "Blue mug" },
  state: "ready",
  freshness: "current",
  progress: null,
  error: "",
  sets: [{ slug: "web", images: 1000 }],
  set: "web",
  list: "q1",
  lists: [
    {
      list: "q1",
      kind: "query",
      title: "images/mug.jpg",
      picture: picture("mug"),
      depth: 0,
      ready: true,
      missing: "",
    },
    {
      list: "text",
      kind: "text",
      title: "A blue mug with a chipped rim.",
      picture: null,
      depth: 0,
      ready: true,
      missing: "",
    },
  ],
  encoders: ["demo"],
  encoder: { name: "demo", version: "demo-1" },
  demanded: 100,
  worth: [{ depth: 2, share: 0.5 }],
  results: [],
  total: 3,
  found: [],
  may: { mark: true, remove: true, reject: true },
  ...own,
});
