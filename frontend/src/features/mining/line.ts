/** Where the line over the histogram may stand, and how many distractors lie above it there. */

import type { Histogram } from "@/api/mining";

export interface Stop {
  readonly score: number;
  /** Exactly how many score at least this: at other places than these nobody knows. */
  readonly above: number;
}

/** The edges of the bins and, in its place among them, the threshold of the run; ascending. */
export function stopsOf(
  { edges, counts }: Histogram,
  threshold: number,
  chosen: number,
): readonly Stop[] {
  const stops: Stop[] = [];
  let above = 0;
  for (let bin = edges.length - 1; bin >= 0; bin -= 1) {
    above += counts[bin] ?? 0;
    const score = edges[bin] ?? 0;
    if (score !== threshold) stops.push({ score, above });
  }
  stops.push({ score: threshold, above: chosen });
  return stops.sort((one, other) => one.score - other.score);
}

/** The place of the stop nearest to a score. */
export function nearestStop(stops: readonly Stop[], score: number): number {
  let best = 0;
  for (const [place, stop] of stops.entries()) {
    const least = Math.abs((stops[best]?.score ?? 0) - score);
    if (Math.abs(stop.score - score) < least) best = place;
  }
  return best;
}

/** Which stop a key leads to from this one; nothing for keys that are not the line's. */
export function stopByKey(key: string, now: number, last: number): number | undefined {
  const steps: Record<string, number> = {
    ArrowLeft: now - 1,
    ArrowDown: now - 1,
    ArrowRight: now + 1,
    ArrowUp: now + 1,
    PageDown: now - 10,
    PageUp: now + 10,
    Home: 0,
    End: last,
  };
  const to = steps[key];
  return to === undefined ? undefined : Math.min(last, Math.max(0, to));
}

/** Round numbers along the axis, four to eight of them. */
export function ticksOf(low: number, high: number): readonly number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = 10 ** Math.floor(Math.log10(span));
  const step = [1, 0.5, 0.2, 0.1].map((part) => part * rough).find((each) => span / each >= 4);
  const width = step ?? rough / 10;
  const ticks: number[] = [];
  for (
    let place = Math.ceil(low / width - 1e-9);
    place * width <= high + width * 1e-9;
    place += 1
  ) {
    ticks.push(Number((place * width).toPrecision(12)));
  }
  return ticks;
}
