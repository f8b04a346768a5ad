import { Table } from "@mantine/core";
import type { KeyboardEvent, PointerEvent, RefObject } from "react";
import type { Histogram as Bins } from "@/api/mining";
import { WideTable } from "@/components/WideTable";
import { nearestStop, type Stop, stopByKey, ticksOf } from "@/features/mining/line";
import { Bars } from "@/features/mining/run/Bars";
import { scoreWords } from "@/features/mining/words";
import { formatNumber, plural } from "@/lib/format";
import classes from "./Histogram.module.css";

const numbers = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 6 });

interface HistogramProps {
  ground: RefObject<HTMLDivElement | null>;
  histogram: Bins;
  stops: readonly Stop[];
  /** Which stop the line stands at, and at which the threshold lies. */
  place: number;
  home: number;
  put: (place: number) => void;
}

/** All scores, those of chosen distractors in red, and a line that can be moved over them. */
export function Histogram({ ground, histogram, stops, place, home, put }: HistogramProps) {
  const { edges } = histogram;
  const low = edges[0] ?? 0;
  const high = edges.at(-1) ?? 1;
  const left = (score: number) => `${(100 * (score - low)) / (high - low || 1)}%`;
  const threshold = stops[home]?.score ?? low;
  const stop = stops[place];
  return (
    <figure className={classes.figure}>
      <div className={classes.plot}>
        <Bars histogram={histogram} from={stop?.score ?? low} />
        <span className={classes.threshold} style={{ left: left(threshold) }}>
          <span data-end={threshold > (low + high) / 2 || undefined}>threshold</span>
        </span>
        <Line
          ground={ground}
          stops={stops}
          place={place}
          put={put}
          low={low}
          high={high}
          left={left}
        />
      </div>
      <div className={classes.axis} aria-hidden="true">
        {ticksOf(low, high).map((tick) => (
          <span key={tick} style={{ left: left(tick) }}>
            {numbers.format(tick)}
          </span>
        ))}
      </div>
      <figcaption className={classes.legend}>
        <span data-kind="chosen">Chosen</span>
        <span data-kind="other">Not chosen</span>
        <span>
          Score from {scoreWords(low)} to {scoreWords(high)}
        </span>
      </figcaption>
      <details className={classes.numbers}>
        <summary>The same as a table</summary>
        <Numbers histogram={histogram} />
      </details>
    </figure>
  );
}

interface LineProps extends Pick<HistogramProps, "ground" | "stops" | "place" | "put"> {
  low: number;
  high: number;
  left: (score: number) => string;
}

/** The whole plot is its handle: pressed anywhere, the line comes there. */
function Line({ ground, stops, place, put, low, high, left }: LineProps) {
  const stop = stops[place];
  const follow = (event: PointerEvent) => {
    const area = ground.current?.getBoundingClientRect();
    if (!area || area.width === 0) return;
    const score = low + ((event.clientX - area.left) / area.width) * (high - low);
    put(nearestStop(stops, score));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = stopByKey(event.key, place, stops.length - 1);
    if (to === undefined) return;
    event.preventDefault();
    put(to);
  };
  return (
    <div
      ref={ground}
      role="slider"
      tabIndex={0}
      className={classes.ground}
      aria-label="Line over the scores"
      aria-orientation="horizontal"
      aria-valuemin={low}
      aria-valuemax={high}
      aria-valuenow={stop?.score ?? low}
      aria-valuetext={
        stop && `${scoreWords(stop.score)}: ${plural(stop.above, "distractor")} from here on`
      }
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture?.(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons > 0) follow(event);
      }}
    >
      <span className={classes.line} style={{ left: left(stop?.score ?? low) }} />
    </div>
  );
}

const HEAD = [["Score from"], ["to"], ["Distractors", "right"], ["Chosen", "right"]] as const;

function Numbers({ histogram: { edges, counts, chosen } }: { histogram: Bins }) {
  return (
    <WideTable label="Table of scores" head={HEAD}>
      {counts.map((count, bin) => (
        <Table.Tr key={edges[bin]}>
          <Table.Td>{scoreWords(edges[bin] ?? 0)}</Table.Td>
          <Table.Td>{scoreWords(edges[bin + 1] ?? 0)}</Table.Td>
          <Table.Td ta="right">{formatNumber(count)}</Table.Td>
          <Table.Td ta="right">{formatNumber(chosen[bin] ?? 0)}</Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
