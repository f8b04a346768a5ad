import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useRef, useState } from "react";
import type { Summary } from "@/api/mining";
import type { Command } from "@/commands/registry";
import { useCommands } from "@/commands/useCommands";
import { nearestStop, type Stop, stopsOf } from "@/features/mining/line";
import { Around } from "@/features/mining/run/Around";
import { Histogram } from "@/features/mining/run/Histogram";
import { LineWords } from "@/features/mining/run/LineWords";
import type { Only } from "@/features/mining/run/only";
import classes from "../Mining.module.css";

/** A summary of what was scored. */
export type Scored = Summary & { threshold: number };

interface ScoresProps {
  slug: string;
  run: string;
  summary: Scored;
  only: Only;
  clear: () => void;
}

/** Pictures are asked for when the line has come to rest. */
const REST_MS = 200;

/** The histogram with its line, and the pictures on either side of it. */
export function Scores({ slug, run, summary, only, clear }: ScoresProps) {
  const { histogram, threshold, chosen } = summary;
  const stops = useMemo(
    () => stopsOf(histogram, threshold, chosen),
    [histogram, threshold, chosen],
  );
  const home = nearestStop(stops, threshold);
  const [place, put] = useState(home);
  const stop: Stop = stops[place] ?? { score: threshold, above: chosen };
  const ground = useRef<HTMLDivElement>(null);
  const [line] = useDebouncedValue(stop.score, REST_MS);
  const step = (by: number) => put((now) => Math.min(stops.length - 1, Math.max(0, now + by)));
  const key = (name: string, label: string, spec: string, act: () => void): Command => ({
    id: `mining.${name}`,
    label,
    keys: [spec],
    scope: "page",
    run: act,
  });
  useCommands([
    key("lower", "Line to the left", "[", () => step(-1)),
    key("higher", "Line to the right", "]", () => step(1)),
    key("home", "Line back to the threshold", "t", () => put(home)),
  ]);
  return (
    <>
      <section className={classes.section} aria-labelledby="mining-scores">
        <h2 id="mining-scores">Scores</h2>
        <Histogram
          ground={ground}
          histogram={histogram}
          stops={stops}
          place={place}
          home={home}
          put={put}
        />
        <LineWords
          stop={stop}
          summary={summary}
          isHome={place === home}
          back={() => {
            put(home);
            // The button goes away, and the line is what it was about.
            ground.current?.focus();
          }}
        />
      </section>
      <Around
        slug={slug}
        run={run}
        line={line}
        isBelow={line < threshold}
        only={only}
        clear={clear}
      />
    </>
  );
}
