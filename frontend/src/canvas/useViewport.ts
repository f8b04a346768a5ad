import { useCallback, useMemo, useRef, useState } from "react";
import type { Box, Point, Size } from "@/canvas/geometry";
import { fitted, held, isFitted, pannedBy, showing, type View, zoomedAt } from "@/canvas/viewport";

export interface Viewport {
  /** Put on the pane; its size is watched from then on. */
  readonly ref: (element: HTMLElement | null) => (() => void) | undefined;
  readonly pane: Size;
  readonly view: View;
  readonly fitted: boolean;
  fit(): void;
  zoom(factor: number, at?: Point): void;
  pan(dx: number, dy: number): void;
  show(box: Box): void;
}

const NOTHING: Size = { width: 0, height: 0 };

/** The view of one picture; it follows the pane's size for as long as the person has not zoomed. */
export function useViewport(image: Size): Viewport {
  const [pane, setPane] = useState<Size>(NOTHING);
  const [own, setOwn] = useState<View | null>(null);
  const shownFor = useRef(image);
  const { width, height } = image;
  if (shownFor.current.width !== width || shownFor.current.height !== height) {
    shownFor.current = image;
    if (own) setOwn(null);
  }

  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const measure = () => {
      const next = { width: element.clientWidth, height: element.clientHeight };
      setPane((now) => (now.width === next.width && now.height === next.height ? now : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return useMemo(() => {
    const size = { width, height };
    const view = own ? held(own, size, pane) : fitted(size, pane);
    const keep = (change: (now: View) => View) =>
      setOwn((now) => {
        const next = change(now ?? fitted(size, pane));
        return isFitted(next, size, pane) ? null : next;
      });
    return {
      ref,
      pane,
      view,
      fitted: own === null,
      fit: () => setOwn(null),
      zoom: (factor, at = { x: pane.width / 2, y: pane.height / 2 }) =>
        keep((now) => zoomedAt(now, at, factor, size, pane)),
      pan: (dx, dy) => keep((now) => pannedBy(now, dx, dy, size, pane)),
      show: (box) => keep((now) => showing(now, box, size, pane)),
    };
  }, [ref, pane, own, width, height]);
}
