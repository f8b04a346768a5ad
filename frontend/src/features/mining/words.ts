/** What mining does, in the words of people. */

import type { Cost, Ensemble, Run, RunPhase, RunState } from "@/api/mining";
import { formatDuration, formatNumber, plural } from "@/lib/format";
import { imagesPerSecond } from "@/lib/pace";

const STATES: Record<RunState, string> = {
  running: "Running",
  paused: "Paused",
  cancelled: "Cancelled",
  failed: "Stopped by an error",
  done: "Waits for a decision",
  accepted: "In the next release",
  discarded: "Discarded",
};

const PHASES: Record<RunPhase, string> = {
  "": "Waiting for a worker",
  texts: "Describing the texts",
  scoring: "Scoring",
  rescoring: "Scoring exactly what may be chosen",
  selecting: "Choosing",
};

/** It should run, and may be resumed: its job was given up. */
export const isStalled = ({ state, may }: Pick<Run, "state" | "may">): boolean =>
  state === "running" && may.resume;

/** A running run says what it is at; the others, what became of them. */
export function stateWords(run: Pick<Run, "state" | "phase" | "may">): string {
  if (isStalled(run)) return "Nobody is working on it";
  return run.state === "running" ? PHASES[run.phase] : STATES[run.state];
}

export const kindWords = ({ kind, seed }: Pick<Run, "kind" | "seed">): string =>
  kind === "hard" ? "Hardest" : `Random, seed ${seed}`;

/** "300 of 4,000 images"; the last phase goes shard by shard. Nothing before they are counted. */
export function doneWords({ done, total, phase }: Pick<Run, "done" | "total" | "phase">): string {
  if (total === 0) return "";
  return `${formatNumber(done)} of ${plural(total, phase === "selecting" ? "shard" : "image")}`;
}

/** How fast, and how long still; nothing while nothing moves. */
export function paceWords({ state, images_per_second, seconds_left }: Run): string {
  if (state !== "running" || images_per_second === null) return "";
  return imagesPerSecond(images_per_second, seconds_left);
}

export const ENSEMBLES: readonly { value: Ensemble; label: string; what: string }[] = [
  {
    value: "mean",
    label: "Mean of scores",
    what: "As for mini-ILIAS. An encoder whose scores spread wider counts for more.",
  },
  {
    value: "z-score",
    label: "Mean of z-scores",
    what: "Every encoder's scores are brought to one mean and spread first.",
  },
  {
    value: "rank",
    label: "Mean of ranks",
    what: "Only the order counts: no single high score decides.",
  },
];

export const ensembleLabel = (ensemble: Ensemble): string =>
  ENSEMBLES.find(({ value }) => value === ensemble)?.label ?? ensemble;

const BOUNDS: Record<Cost["bound"], string> = {
  gemm: "Multiplying descriptors with the text queries takes most of it: more workers help.",
  reading: "Reading descriptors takes most of it: a faster disk helps more than more workers.",
  encoding: "Describing images takes most of it: they are scored in the same pass.",
};

export const boundWords = ({ bound }: Pick<Cost, "bound">): string => BOUNDS[bound];

/** Seconds of a plan as people say them: "under a second" is honest where "0 s" is not. */
export const timeWords = (seconds: number): string =>
  seconds < 1 ? "under a second" : formatDuration(seconds * 1000);

const places = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

/** Scores with as many digits as tell neighbours apart; means of ranks run into millions. */
export const scoreWords = (score: number): string =>
  Math.abs(score) < 100 ? score.toFixed(4) : places.format(score);

const percent = new Intl.NumberFormat("en-GB", {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** 3 of 40 as "7.5%"; a part of nothing is nothing. */
export const shareWords = (part: number, all: number): string =>
  percent.format(all > 0 ? part / all : 0);
