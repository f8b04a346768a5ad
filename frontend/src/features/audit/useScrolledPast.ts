import { type RefObject, useEffect, useRef } from "react";

/** Shorter than this, a picture has only flown by. */
const SEEN_MS = 400;
const MOSTLY = 0.6;

/** Tells of cards that stood in the window for a moment and then left it at the top. */
export function useScrolledPast(
  list: RefObject<HTMLElement | null>,
  count: number,
  passed: (places: number[]) => void,
): void {
  const latest = useRef(passed);
  const came = useRef(new Map<Element, number>());
  useEffect(() => {
    latest.current = passed;
  });
  useEffect(() => {
    const cards = [...(list.current?.querySelectorAll("[data-place]") ?? [])].slice(0, count);
    const observer = new IntersectionObserver(
      (entries) => latest.current(leftAtTop(entries, came.current)),
      { threshold: [0, MOSTLY] },
    );
    for (const card of cards) observer.observe(card);
    return () => observer.disconnect();
  }, [list, count]);
}

type Entry = Pick<
  IntersectionObserverEntry,
  "target" | "time" | "intersectionRatio" | "isIntersecting" | "boundingClientRect" | "rootBounds"
>;

/** The places among these that were seen and are now above the window; notes who came when. */
export function leftAtTop(entries: readonly Entry[], came: Map<Element, number>): number[] {
  const places: number[] = [];
  for (const { target, time, intersectionRatio, isIntersecting, ...where } of entries) {
    if (intersectionRatio >= MOSTLY) {
      if (!came.has(target)) came.set(target, time);
      continue;
    }
    if (isIntersecting) continue;
    const since = came.get(target);
    came.delete(target);
    const above = where.boundingClientRect.bottom <= (where.rootBounds?.top ?? 0);
    if (above && since !== undefined && time - since >= SEEN_MS) {
      places.push(Number((target as HTMLElement).dataset.place));
    }
  }
  return places;
}
