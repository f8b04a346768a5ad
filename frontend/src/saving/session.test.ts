import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "@/api/problems";
import { findDraft, keepDraft, wipeDrafts } from "@/saving/drafts";
import { Session } from "@/saving/session";

const save = vi.fn();

function open(version: number, value: string): Session<string> {
  return new Session<string>(
    {
      user: 1,
      target: "text:trial/mug",
      same: (first, second) => first === second,
      save,
      storedOf: (raw) => raw as never,
    },
    version,
    value,
  );
}

const draft = (base: number, value: string, user = 1) =>
  keepDraft({ user, target: "text:trial/mug", base, value });

beforeEach(async () => {
  save.mockReset();
  save.mockImplementation(async (value: string, version: number) => ({
    version: version + 1,
    value,
    by: null,
    at: null,
  }));
  await wipeDrafts();
});

describe("drafts that never reached the server", () => {
  it("come back on the version they were made on, and are saved", async () => {
    await draft(2, "a mug, blue");
    const session = open(2, "a mug");
    await session.recover();
    expect(session.getSnapshot().value).toBe("a mug, blue");
    expect(session.getSnapshot().recovered?.before).toBe("a mug");
    session.saver.flush();
    await vi.waitFor(() => expect(session.saver.getState().kind).toBe("saved"));
    expect(save).toHaveBeenCalledWith("a mug, blue", 2);
    await vi.waitFor(async () => expect(await findDraft(1, "text:trial/mug")).toBeNull());
  });

  it("are shown beside what somebody else stored since", async () => {
    await draft(2, "mine");
    const session = open(5, "theirs");
    await session.recover();
    expect(session.saver.getState()).toMatchObject({
      kind: "stale",
      mine: "mine",
      stored: { version: 5, value: "theirs" },
    });
    expect(save).not.toHaveBeenCalled();
  });

  it("belong to one person", async () => {
    await draft(2, "of somebody else", 9);
    const session = open(2, "a mug");
    await session.recover();
    expect(session.getSnapshot().recovered).toBeNull();
  });

  it("are forgotten when they say what is stored anyway", async () => {
    await draft(1, "a mug");
    const session = open(2, "a mug");
    await session.recover();
    expect(session.saver.isClean).toBe(true);
    expect(await findDraft(1, "text:trial/mug")).toBeNull();
  });

  it("can be thrown away again", async () => {
    await draft(2, "nonsense");
    const session = open(2, "a mug");
    await session.recover();
    session.discard();
    expect(session.getSnapshot()).toEqual({ value: "a mug", recovered: null });
    session.saver.dispose();
  });

  it("are gone after signing out", async () => {
    await draft(2, "secret");
    await wipeDrafts();
    expect(await findDraft(1, "text:trial/mug")).toBeNull();
  });
});

describe("what the server says meanwhile", () => {
  it("is taken over while nothing here is unsaved", () => {
    const session = open(1, "old");
    session.receive(2, "new");
    expect(session.getSnapshot().value).toBe("new");
    expect(session.saver.baseVersion).toBe(2);
  });

  it("never overwrites what is being written", () => {
    const session = open(1, "old");
    session.edit("mine");
    session.receive(2, "new");
    expect(session.getSnapshot().value).toBe("mine");
    session.saver.dispose();
  });

  it.each([
    [401, "signed-out"],
    [0, "offline"],
    [500, "server"],
    [400, "refused"],
  ])("turns an answer %i into the honest word %s", async (status, reason) => {
    save.mockRejectedValueOnce(new Problem("x.y", "A sentence.", status));
    const session = open(1, "old");
    session.edit("mine");
    session.saver.flush();
    await vi.waitFor(() => expect(session.saver.getState()).toMatchObject({ reason }));
    expect((await findDraft(1, "text:trial/mug"))?.value).toBe("mine");
    session.saver.dispose();
  });
});
