import { describe, expect, it } from "vitest";
import type { Changed, Difference } from "@/api/release";
import { groupsOf } from "./groups";

const none = { added: 0, removed: 0, changed: 0 };
const nothing = { added: [], removed: [], changed: [] };

function difference(part: Partial<Difference>): Difference {
  return {
    same: false,
    counts: {
      objects: none,
      images: none,
      distractors: none,
      fields: {},
      licences: 0,
      parameters: 0,
      about: 0,
      withdrawn: 0,
    },
    old: { slug: "fruit", version: "1.0.0", date: "2025-01-01" },
    new: { slug: "fruit", version: "1.1.0", date: "2025-02-01" },
    head: [],
    objects: nothing,
    images: nothing,
    distractors: {
      added: 0,
      removed: 0,
      changed: 0,
      added_keys: [],
      removed_keys: [],
      changed_keys: [],
    },
    licences: [],
    parameters: [],
    about: [],
    subsets: [],
    left_out: [],
    withdrawn: [],
    ...part,
  };
}

const object = (key: string, ...names: string[]): Changed => ({
  key,
  name: `Name of ${key}`,
  object: "",
  role: "",
  thumb: null,
  fields: names.map((name) => ({ name, old: "a", new: "b" })),
});

describe("groups of a difference", () => {
  it("has none when nothing differs", () => {
    expect(groupsOf(difference({}))).toEqual([]);
  });

  it("shows a changed text among the texts and not among the objects", () => {
    const found = groupsOf(
      difference({ objects: { ...nothing, changed: [object("o1", "text")] } }),
    );
    expect(found.map(({ kind }) => kind)).toEqual(["texts"]);
  });

  it("shows an object in every group that one of its fields belongs to", () => {
    const changed = [object("o1", "name", "text", "categories")];
    const found = groupsOf(difference({ objects: { ...nothing, changed } }));
    expect(found.map(({ kind }) => kind)).toEqual(["objects", "texts", "categories"]);
    expect(found[0]?.items[0]?.fields.map(({ name }) => name)).toEqual(["name"]);
  });

  it("counts distractors that are not listed", () => {
    const rows = { ...difference({}).distractors, added: 9000, added_keys: ["aa", "bb"] };
    const [found] = groupsOf(difference({ distractors: rows }));
    expect(found).toMatchObject({ count: 9000, signs: [["added", 9000]] });
    expect(found?.items).toHaveLength(2);
  });

  it("tells licences that came from those that went", () => {
    const licences = [
      { licence: "CC0-1.0", old: 0, new: 4 },
      { licence: "MIT", old: 4, new: 0 },
    ];
    const [found] = groupsOf(difference({ licences }));
    expect(found?.items.map(({ sign }) => sign)).toEqual(["added", "removed"]);
  });

  it("puts what was withdrawn first, with its reason", () => {
    const withdrawn: Difference["withdrawn"] = [
      {
        kind: "object",
        key: "o2",
        last_version: "1.0.0",
        date: "2025-02-01",
        reason: "Asked for.",
      },
    ];
    const objects = { ...nothing, removed: [object("o2")] };
    const found = groupsOf(difference({ withdrawn, objects }));
    expect(found.map(({ kind }) => kind)).toEqual(["withdrawn", "objects"]);
    expect(found[0]?.items[0]?.note).toBe("Asked for. Last in 1.0.0.");
  });

  it("counts signs without naming those that are none", () => {
    const objects = { ...nothing, added: [object("o1"), object("o2")], removed: [object("o3")] };
    const [found] = groupsOf(difference({ objects }));
    expect(found?.signs).toEqual([
      ["added", 2],
      ["removed", 1],
    ]);
  });
});
