import { expect, it } from "vitest";
import { byCount, paceWords, shardsWords, share, stateWords } from "@/features/distractors/words";
import { aSet } from "@/test/aSet";

it("says how fast a set comes in and how long it takes, and nothing when it rests", () => {
  const running = aSet({ state: "running", rate: 412.4, seconds_left: 754 });
  expect(paceWords(running)).toBe("412 images/s, about 12 min 34 s left");
  expect(paceWords({ ...running, rate: 0.25, seconds_left: null })).toBe("0.3 images/s");
  expect(paceWords({ ...running, rate: null })).toBe("Waiting for a worker");
  expect(paceWords({ ...running, stalled: true })).toBe("Nobody is working on it");
  expect(paceWords({ ...running, state: "paused" })).toBe("");
});

it("does not call a set complete whose shards failed", () => {
  const done = aSet({ state: "done", shards: { total: 4, done: 3, failed: 1 } });
  expect(stateWords(done)).toBe("Complete but for failed shards");
  expect(stateWords({ ...done, shards: { total: 4, done: 4, failed: 0 } })).toBe("Complete");
  expect(shardsWords(done)).toBe("3 of 4 shards");
});

it("does not say that a set comes in whose source could not be read", () => {
  const set = aSet({
    shards: { total: 0, done: 0, failed: 0 },
    problem: { code: "distractors.source", message: "It is empty." },
  });
  expect([stateWords(set), shardsWords(set), paceWords(set)]).toEqual(["Could not begin", "", ""]);
});

it("draws nothing of a set whose shards are not counted yet", () => {
  expect(share(aSet({ shards: { total: 0, done: 0, failed: 0 } }))).toEqual({ done: 0, failed: 0 });
  expect(share(aSet({ shards: { total: 8, done: 4, failed: 2 } }))).toEqual({
    done: 50,
    failed: 25,
  });
});

it("lists refusals by how often they happened, then by name", () => {
  expect(byCount({ b: 2, a: 2, c: 9 })).toEqual([
    ["c", 9],
    ["a", 2],
    ["b", 2],
  ]);
});
