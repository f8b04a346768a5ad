import { expect, it } from "vitest";
import {
  doneWords,
  kindWords,
  paceWords,
  shareWords,
  stateWords,
  timeWords,
} from "@/features/mining/words";
import { aRun } from "@/test/aRun";

it("says what a run is at while it runs, and what became of it after", () => {
  expect(stateWords(aRun({ state: "running", phase: "" }))).toBe("Waiting for a worker");
  expect(stateWords(aRun({ state: "running", phase: "scoring" }))).toBe("Scoring");
  const may = { pause: true, resume: true, cancel: true, accept: false, discard: false };
  expect(stateWords(aRun({ state: "running", phase: "scoring", may }))).toBe(
    "Nobody is working on it",
  );
  expect(stateWords(aRun({ state: "paused", phase: "scoring" }))).toBe("Paused");
  expect(stateWords(aRun({ state: "accepted", phase: "" }))).toBe("In the next release");
});

it("names pace and time left only while it runs and they are known", () => {
  const run = aRun({ state: "running", images_per_second: 25_730.4, seconds_left: 95 });
  expect(paceWords(run)).toBe("25,730 images/s, about 1 min 35 s left");
  expect(paceWords({ ...run, images_per_second: null })).toBe("");
  expect(paceWords({ ...run, state: "paused" })).toBe("");
  expect(doneWords({ done: 3, total: 40, phase: "selecting" })).toBe("3 of 40 shards");
  expect(doneWords({ done: 3_000, total: 40_000, phase: "scoring" })).toBe(
    "3,000 of 40,000 images",
  );
  expect(doneWords({ done: 0, total: 0, phase: "texts" })).toBe("");
});

it("names the seed of a random run, which is its only setting", () => {
  expect(kindWords({ kind: "random", seed: 7 })).toBe("Random, seed 7");
  expect(kindWords({ kind: "hard", seed: 0 })).toBe("Hardest");
});

it("does not round a share or a time to nothing", () => {
  expect(shareWords(1, 400)).toBe("0.3%");
  expect(shareWords(0, 0)).toBe("0.0%");
  expect(timeWords(0.2)).toBe("under a second");
  expect(timeWords(75)).toBe("1 min 15 s");
});
