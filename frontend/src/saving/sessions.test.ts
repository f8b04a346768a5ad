import "fake-indexeddb/auto";
import { beforeEach, expect, it, vi } from "vitest";
import { Problem } from "@/api/problems";
import { findDraft, keepDraft } from "@/saving/drafts";
import { countUnsaved, forgetAll, saveNow, sessionFor } from "@/saving/sessions";

const save = vi.fn();

const open = (target: string, missing?: (value: string) => string) =>
  sessionFor<string>(
    {
      user: 1,
      target,
      same: (first, second) => first === second,
      save,
      missing,
      storedOf: (raw) => raw as never,
    },
    1,
    "old",
  );

beforeEach(async () => {
  await forgetAll();
  save.mockReset();
  save.mockImplementation(async (value: string, version: number) => ({
    version: version + 1,
    value,
    by: null,
    at: null,
  }));
});

it("counts nothing once a last try has saved everything", async () => {
  open("text:trial/mug").edit("new");
  expect(await countUnsaved(1)).toBe(0);
  expect(save).toHaveBeenCalledExactlyOnceWith("new", 1);
});

it("counts what the server refused, what is incomplete, and what other tabs left behind", async () => {
  save.mockRejectedValue(new Problem("network.unreachable", "No answer.", 0));
  open("text:trial/mug").edit("new");
  open("evidence:trial/mug", () => "An address.").edit("half");
  await keepDraft({ user: 1, target: "boxes:7", base: 1, value: [] });
  await keepDraft({ user: 2, target: "boxes:8", base: 1, value: [] });
  expect(await countUnsaved(1)).toBe(3);
  expect((await findDraft(1, "text:trial/mug"))?.value).toBe("new");
});

it("saves only what is meant", async () => {
  open("text:trial/mug").edit("new");
  open("text:trial/cup", () => "More.").edit("half");
  expect(await saveNow(1, (target) => target === "text:trial/mug")).toEqual([]);
  expect(await saveNow(1)).toEqual(["text:trial/cup"]);
});
