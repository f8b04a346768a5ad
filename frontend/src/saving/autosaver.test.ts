import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Autosaver, type Failure, type Port, type Stored } from "@/saving/autosaver";

class Fault extends Error {
  constructor(readonly failure: Failure<string>) {
    super();
  }
}

const stored = (version: number, value: string): Stored<string> => ({
  version,
  value,
  by: "Ada",
  at: null,
});

const offline: Failure<string> = { kind: "offline", sentence: "No answer." };

let save: ReturnType<typeof vi.fn<Port<string>["save"]>>;
let keep: ReturnType<typeof vi.fn<Port<string>["keep"]>>;
let drop: ReturnType<typeof vi.fn<Port<string>["drop"]>>;
let saver: Autosaver<string>;

beforeEach(() => {
  vi.useFakeTimers();
  save = vi.fn(async (value: string, version: number) => stored(version + 1, value));
  keep = vi.fn(async () => undefined);
  drop = vi.fn(async () => undefined);
  const explain = (error: unknown): Failure<string> => (error as Fault).failure;
  saver = new Autosaver({ save, keep, drop, explain }, 3);
});

afterEach(() => {
  saver.dispose();
  vi.useRealTimers();
});

describe("saving by itself", () => {
  it("writes the draft at once and the server within a second, naming the version", async () => {
    saver.change("a");
    expect(keep).toHaveBeenCalledWith("a", 3);
    expect(save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(save).toHaveBeenCalledExactlyOnceWith("a", 3);
    expect(saver.getState().kind).toBe("saved");
    expect(saver.baseVersion).toBe(4);
    expect(drop).toHaveBeenCalled();
  });

  it("saves a burst once, with its last value", async () => {
    for (const value of ["a", "b", "c"]) {
      saver.change(value);
      await vi.advanceTimersByTimeAsync(200);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(save).toHaveBeenCalledExactlyOnceWith("c", 3);
  });

  it("does not call something saved while a newer change waits", async () => {
    let finish: (value: Stored<string>) => void = () => undefined;
    save.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    saver.change("a");
    await vi.advanceTimersByTimeAsync(700);
    saver.change("b");
    finish(stored(4, "a"));
    await vi.advanceTimersByTimeAsync(0);
    expect(saver.getState().kind).toBe("saving");
    expect(drop).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(save).toHaveBeenLastCalledWith("b", 4);
    expect(saver.getState().kind).toBe("saved");
  });

  it("says that it is not saved while offline, keeps the draft, and tries again", async () => {
    save.mockRejectedValueOnce(new Fault(offline));
    saver.change("a");
    await vi.advanceTimersByTimeAsync(700);
    expect(saver.getState()).toMatchObject({ kind: "unsaved", reason: "offline" });
    expect(drop).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(saver.getState().kind).toBe("saved");
  });

  it("waits longer after each failure", async () => {
    save.mockRejectedValue(new Fault(offline));
    saver.change("a");
    await vi.advanceTimersByTimeAsync(600 + 2_000 + 4_000);
    expect(save).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(7_900);
    expect(save).toHaveBeenCalledTimes(3);
  });

  it("does not repeat what the server refused until it is changed", async () => {
    save.mockRejectedValueOnce(new Fault({ kind: "refused", sentence: "Box 1 lies outside." }));
    saver.change("a");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
    saver.change("b");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saver.getState().kind).toBe("saved");
  });
});

describe("a stale save", () => {
  beforeEach(async () => {
    save.mockRejectedValueOnce(new Fault({ kind: "stale", stored: stored(7, "theirs") }));
    saver.change("mine");
    await vi.advanceTimersByTimeAsync(700);
  });

  it("shows both versions and saves nothing by itself", async () => {
    expect(saver.getState()).toMatchObject({ kind: "stale", mine: "mine", stored: { version: 7 } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
  });

  it("puts the chosen value on top of the stored version", async () => {
    saver.settle("both");
    await vi.advanceTimersByTimeAsync(0);
    expect(save).toHaveBeenLastCalledWith("both", 7);
    expect(saver.baseVersion).toBe(8);
  });

  it("gives way without writing, and forgets the draft", async () => {
    await saver.yieldTo(stored(7, "theirs"));
    expect(saver.isClean).toBe(true);
    expect(saver.baseVersion).toBe(7);
    expect(drop).toHaveBeenCalled();
    expect(save).toHaveBeenCalledTimes(1);
  });
});

describe("a value that is not whole yet", () => {
  beforeEach(() => {
    const missing = (value: string) => (value.length < 3 ? "Three letters at least." : "");
    const explain = (error: unknown): Failure<string> => (error as Fault).failure;
    const isStored = (value: string) => value === "stored";
    saver = new Autosaver({ save, keep, drop, explain, missing, isStored }, 3);
  });

  it("is kept here, says what is missing, and is never sent", async () => {
    saver.change("a");
    saver.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(keep).toHaveBeenCalledWith("a", 3);
    expect(save).not.toHaveBeenCalled();
    expect(saver.getState()).toMatchObject({
      reason: "incomplete",
      sentence: "Three letters at least.",
    });
    expect(saver.isClean).toBe(false);
  });

  it("is sent as soon as it is whole", async () => {
    saver.change("ab");
    saver.change("abc");
    await vi.advanceTimersByTimeAsync(700);
    expect(save).toHaveBeenCalledExactlyOnceWith("abc", 3);
    expect(saver.getState().kind).toBe("saved");
  });

  it("stops what was about to be sent when a later change breaks it", async () => {
    saver.change("abc");
    saver.change("ab");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).not.toHaveBeenCalled();
  });

  it("forgets the draft when the change is taken back", async () => {
    saver.change("st");
    saver.change("stored");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).not.toHaveBeenCalled();
    expect(drop).toHaveBeenCalled();
    expect(saver.isClean).toBe(true);
  });

  it("goes on naming the time of the last save when a change is taken back", async () => {
    save.mockImplementationOnce(async (_, version) => stored(version + 1, "stored"));
    saver.change("abc");
    await vi.advanceTimersByTimeAsync(1_000);
    const before = saver.getState();
    expect(before).toMatchObject({ kind: "saved", at: expect.any(Date) });
    saver.change("abcd");
    saver.change("stored");
    expect(saver.getState()).toEqual(before);
  });

  it("sends even the old value after a failure, for nobody knows what the server has", async () => {
    save.mockRejectedValueOnce(new Fault(offline));
    saver.change("abc");
    await vi.advanceTimersByTimeAsync(700);
    saver.change("stored");
    await vi.advanceTimersByTimeAsync(700);
    expect(save).toHaveBeenLastCalledWith("stored", 3);
  });
});

describe("finishing", () => {
  it("says that the server has everything once it has", async () => {
    saver.change("a");
    const finished = saver.finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(await finished).toBe(true);
    expect(save).toHaveBeenCalledExactlyOnceWith("a", 3);
  });

  it("waits for what was changed meanwhile", async () => {
    let finish: (value: Stored<string>) => void = () => undefined;
    save.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    saver.change("a");
    const finished = saver.finish();
    saver.change("b");
    finish(stored(4, "a"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await finished).toBe(true);
    expect(save).toHaveBeenLastCalledWith("b", 4);
  });

  it("says so when the server does not answer", async () => {
    save.mockRejectedValue(new Fault(offline));
    saver.change("a");
    expect(await saver.finish()).toBe(false);
  });
});

it("sends a change made while an older one was being refused", async () => {
  let refuse: (error: Fault) => void = () => undefined;
  save.mockImplementationOnce(() => new Promise((_, reject) => (refuse = reject)));
  saver.change("a");
  await vi.advanceTimersByTimeAsync(600);
  saver.change("b");
  await vi.advanceTimersByTimeAsync(600);
  refuse(new Fault({ kind: "refused", sentence: "Not that." }));
  await vi.advanceTimersByTimeAsync(700);
  expect(save).toHaveBeenLastCalledWith("b", 3);
  expect(saver.getState().kind).toBe("saved");
});
