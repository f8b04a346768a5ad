import { type RefObject, useEffect, useState } from "react";
import type { Pair } from "@/api/pairs";
import type { Point, Size } from "@/canvas/geometry";
import { type Focus, viewOf } from "@/canvas/linked";
import { toPane } from "@/canvas/viewport";
import classes from "@/features/object/neighbours/neighbours.module.css";

interface Props {
  readonly pair: Pair;
  readonly focus: Focus;
  readonly first: RefObject<HTMLDivElement | null>;
  readonly second: RefObject<HTMLDivElement | null>;
}

interface Frame {
  readonly origin: Point;
  readonly size: Size;
}

const NOWHERE: Frame = { origin: { x: 0, y: 0 }, size: { width: 1, height: 1 } };

/** Where a pane stands inside the element that holds both. */
function frameOf(element: HTMLElement | null): Frame {
  const holder = element?.closest<HTMLElement>("[data-pair]");
  if (!element || !holder) return NOWHERE;
  const outer = holder.getBoundingClientRect();
  const inner = element.getBoundingClientRect();
  return {
    origin: { x: inner.left - outer.left, y: inner.top - outer.top },
    size: { width: inner.width, height: inner.height },
  };
}

/** Lines between the points that agree in both pictures. */
export function MatchLines({ pair, focus, first, second }: Props) {
  const [frames, setFrames] = useState<readonly [Frame, Frame]>([NOWHERE, NOWHERE]);
  useEffect(() => {
    const measure = () => setFrames([frameOf(first.current), frameOf(second.current)]);
    measure();
    const observer = new ResizeObserver(measure);
    for (const { current } of [first, second]) if (current) observer.observe(current);
    return () => observer.disconnect();
  }, [first, second]);
  const place = (picture: Size, frame: Frame, x: number, y: number): Point => {
    const view = viewOf(focus, picture, frame.size);
    const at = toPane(view, { x: x * picture.width, y: y * picture.height });
    return { x: at.x + frame.origin.x, y: at.y + frame.origin.y };
  };
  const seen = (at: Point, { origin, size }: Frame) =>
    at.x >= origin.x &&
    at.y >= origin.y &&
    at.x <= origin.x + size.width &&
    at.y <= origin.y + size.height;
  return (
    <svg className={classes.lines} aria-hidden="true" focusable="false">
      {(pair.matches ?? []).map(([x1, y1, x2, y2]) => {
        const from = place(pair.first, frames[0], x1, y1);
        const to = place(pair.second, frames[1], x2, y2);
        if (!seen(from, frames[0]) || !seen(to, frames[1])) return null;
        return (
          <g key={`${x1} ${y1} ${x2} ${y2}`}>
            <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
            <circle cx={from.x} cy={from.y} r={2.5} />
            <circle cx={to.x} cy={to.y} r={2.5} />
          </g>
        );
      })}
    </svg>
  );
}
