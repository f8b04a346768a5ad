/** The address bar of the object page: which picture, which neighbour, which spot. */

import { useCallback } from "react";
import { useSearchParams } from "react-router";
import type { PairRef } from "@/api/pairs";

/** Links of these kinds name something the middle of the page can show. */
const SHOWN = new Set(["image", "neighbour", "set-neighbour"]);

export const isShown = (link: string): boolean => SHOWN.has(splitLink(link)[0]);

/** The search part of a link to where a finding is mended, as `?at=text` or `?image=<uuid>`. */
export function placeOf(link: string): string {
  const [kind, id] = splitLink(link);
  if (SHOWN.has(kind)) return `?${kind}=${encodeURIComponent(id)}`;
  return `?at=${encodeURIComponent(link)}`;
}

/** The address of a pair: one list of pairs within the benchmark, another with distractors of sets. */
export const searchOf = ({ id, ofSet }: PairRef): Record<string, string> => ({
  [ofSet ? "set-neighbour" : "neighbour"]: String(id),
});

/** What to change in the address to show that pair and no other, or none. */
export const towards = (pair: PairRef | null): Record<string, string | null> => ({
  neighbour: null,
  "set-neighbour": null,
  ...(pair && searchOf(pair)),
});

export function splitLink(link: string): [string, string] {
  const at = link.indexOf(":");
  return at < 0 ? [link, ""] : [link.slice(0, at), link.slice(at + 1)];
}

export interface Place {
  readonly image: string | null;
  readonly pair: PairRef | null;
  readonly at: string | null;
  go(change: Readonly<Record<string, string | null>>, replace?: boolean): void;
}

export function usePlace(): Place {
  const [params, setParams] = useSearchParams();
  const go = useCallback(
    (change: Readonly<Record<string, string | null>>, replace = true) => {
      setParams(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [name, value] of Object.entries(change)) {
            if (value === null) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace },
      );
    },
    [setParams],
  );
  return {
    image: params.get("image"),
    pair: pairIn(params),
    at: params.get("at"),
    go,
  };
}

function pairIn(params: URLSearchParams): PairRef | null {
  for (const name of ["neighbour", "set-neighbour"]) {
    const id = Number(params.get(name));
    if (Number.isInteger(id) && id > 0) return { id, ofSet: name === "set-neighbour" };
  }
  return null;
}

/** Moves the focus to a spot as soon as it is on the page. */
export function focusSpot(anchor: string, tries = 20): void {
  const found = document.querySelector<HTMLElement>(`[data-spot="${CSS.escape(anchor)}"]`);
  if (found) {
    found.scrollIntoView({ block: "nearest" });
    found.focus({ preventScroll: true });
  } else if (tries > 0) {
    requestAnimationFrame(() => focusSpot(anchor, tries - 1));
  }
}
