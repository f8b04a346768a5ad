import { expect, it } from "vitest";
import type { Activity } from "@/api/types";
import { grouped, describe as sentence } from "@/lib/activity";

const entry = (id: number, action: string, object_key: string | null, actor = 1): Activity => ({
  id,
  at: "2026-11-21T10:00:00Z",
  action,
  actor: { id: actor, name: "Anna" },
  object_key,
  data: {},
});

it("folds runs of the same deed on the same object, and nothing else", () => {
  const groups = grouped([
    entry(4, "curation.image.received", "mug"),
    entry(3, "curation.image.received", "mug"),
    entry(2, "curation.image.received", "mug", 2),
    entry(1, "curation.image.received", "poster"),
  ]);
  expect(groups.map(({ first, count }) => [first.id, count])).toEqual([
    [4, 2],
    [2, 1],
    [1, 1],
  ]);
});

it("reads a name it does not know", () => {
  expect(sentence("curation.picture_frame.turned").verb).toBe("picture frame turned");
});
