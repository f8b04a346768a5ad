import type { MinedImage, Run, Searchable, Summary } from "@/api/mining";

/** A run for tests, with what the test is about written over it. */
export const aRun = (own: Partial<Run> = {}): Run => ({
  id: "41be0000-0000-4000-8000-000000000001",
  benchmark: "trial",
  name: "mini",
  kind: "hard",
  size: 3,
  seed: 0,
  ensemble: "mean",
  encoders: ["demo", "clip"],
  sets: ["web"],
  terms: [{ text: "tools", category: ["tools"] }],
  templates: ["a photo of a {}."],
  state: "done",
  phase: "",
  done: 98_000,
  total: 98_000,
  images_per_second: null,
  seconds_left: null,
  chosen: 3,
  keys_sha256: "",
  summary: null,
  error_code: "",
  error: "",
  created_by: null,
  created_at: "2026-11-21T08:00:00Z",
  finished_at: "2026-11-21T08:10:00Z",
  decided_by: null,
  decided_at: null,
  may: { pause: false, resume: false, cancel: false, accept: true, discard: true },
  ...own,
});

/** What a person looks at before deciding: 17 distractors, of which three were chosen. */
export const aSummary = (own: Partial<Summary> = {}): Summary => ({
  threshold: 1.7,
  considered: 17,
  chosen: 3,
  histogram: { edges: [0, 1, 2, 3], counts: [10, 5, 2], chosen: [0, 1, 2] },
  shares: {
    category: [{ name: "tools", chosen: 2, considered: 4, random: 1 }],
    term: [{ name: "hammer", chosen: 2 }],
    template: [{ name: "a photo of a {}.", chosen: 3 }],
    encoder: [{ name: "demo", chosen_alone: 2 }],
  },
  agreement: [{ first: "demo", second: "clip", overlap: 0.64 }],
  random: { mean_score: 0.4, chosen_mean_score: 2.1, share_above_threshold: 0.18, sampled: 17 },
  hardness: [
    {
      encoder: "demo",
      mini: 0.188,
      random: [0.225, 0.227, 0.229],
      mean: 0.227,
      std: 0.002,
      equal_size: 9,
      queries: 4,
      positives: 12,
    },
  ],
  ...own,
});

/** A distractor that a run looked at. */
export const aMined = (key: string, own: Partial<MinedImage> = {}): MinedImage => ({
  key: `web_00000_${key}`,
  set: "web",
  distractor: `00000/${key}`,
  score: 1.75,
  scores: { demo: 1.8, clip: 1.7 },
  term: "hammer",
  template: "a photo of a {}.",
  category: ["tools", "hand tools"],
  chosen: true,
  picture: { url: `/${key}.jpg`, width: 40, height: 30 },
  ...own,
});

/** What a benchmark can be searched with. */
export const aSearchable = (own: Partial<Searchable> = {}): Searchable => ({
  terms: [
    { text: "tools", category: ["tools"], category_id: 1, is_name: true },
    { text: "implement", category: ["tools"], category_id: 1, is_name: false },
    { text: "hammers", category: ["tools", "hammers"], category_id: 2, is_name: true },
  ],
  templates: ["a photo of a {}.", "a bright photo of the {}."],
  encoders: [
    { name: "demo", described_sets: ["web"] },
    { name: "clip", described_sets: [] },
  ],
  sets: [{ slug: "web", images: 98_000, encoders: ["demo"] }],
  problems: [],
  ...own,
});
