import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { NeighbourImage } from "@/api/types";
import type { Point, Size } from "@/canvas/geometry";
import { type Focus, focusPanned, focusZoomed, viewOf } from "@/canvas/linked";
import classes from "@/features/object/neighbours/neighbours.module.css";
import shared from "@/features/object/object.module.css";
import { fileName } from "@/features/object/words";

/** What must be known of a picture to look at it beside another, wherever it is kept. */
export type Seen = Pick<
  NeighbourImage,
  "role" | "source_path" | "object_key" | "preview" | "width" | "height"
>;

interface Props {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly picture: Seen;
  readonly focus: Focus;
  readonly onFocus: (focus: Focus) => void;
  readonly mix?: number;
}

/** One of two pictures in step: what moves here moves there. */
export function LinkedPane({ ref, picture, focus, onFocus, mix = 1 }: Props) {
  const pane = usePaneSize(ref);
  const pointers = useRef(new Map<number, Point>());
  const view = viewOf(focus, picture, pane);
  useLinkedWheel(ref, { picture, focus, pane, onFocus });
  const where = (event: PointerEvent<HTMLDivElement>): Point => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const at = where(event);
    pointers.current.set(event.pointerId, at);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    if (!other) {
      onFocus(focusPanned(focus, at.x - before.x, at.y - before.y, picture, pane));
      return;
    }
    const factor =
      Math.hypot(at.x - other.x, at.y - other.y) /
      Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
    onFocus(focusZoomed(focus, middle, factor, picture, pane));
  };
  return (
    <figure className={classes.linked}>
      <div
        ref={ref}
        className={classes.linkedPane}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture?.(event.pointerId);
          pointers.current.set(event.pointerId, where(event));
        }}
        onPointerMove={drag}
        onPointerUp={(event) => pointers.current.delete(event.pointerId)}
        onPointerCancel={(event) => pointers.current.delete(event.pointerId)}
      >
        {picture.preview && (
          <img
            src={picture.preview}
            alt={`${picture.role} ${fileName(picture.source_path)}`}
            draggable={false}
            style={{
              width: picture.width,
              height: picture.height,
              opacity: mix,
              transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
            }}
          />
        )}
      </div>
      <figcaption>
        <span className={shared.swatch} data-role={picture.role} aria-hidden="true" />{" "}
        {picture.role}
        {picture.object_key && ` of ${picture.object_key}`} · {fileName(picture.source_path)} ·{" "}
        {picture.width} × {picture.height}
      </figcaption>
    </figure>
  );
}

export function usePaneSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 1, height: 1 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

interface Wheel {
  readonly picture: Size;
  readonly focus: Focus;
  readonly pane: Size;
  readonly onFocus: (focus: Focus) => void;
}

function useLinkedWheel(ref: RefObject<HTMLDivElement | null>, wheel: Wheel) {
  const latest = useRef(wheel);
  useEffect(() => {
    latest.current = wheel;
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      const { focus, picture, pane, onFocus } = latest.current;
      onFocus(focusZoomed(focus, at, Math.exp(-event.deltaY * 0.0015), picture, pane));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [ref]);
}
