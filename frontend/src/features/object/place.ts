/** The address bar of the object page: which picture, which neighbour, which spot. */

import { useCallback } from "react";
import { useSearchParams } from "react-router";

/** The search part of a link to where a finding is mended, as `?at=text` or `?image=<uuid>`. */
export function placeOf(link: string): string {
  const [kind, id] = splitLink(link);
  if (kind === "image" || kind === "neighbour") return `?${kind}=${encodeURIComponent(id)}`;
  return `?at=${encodeURIComponent(link)}`;
}

export function splitLink(link: string): [string, string] {
  const at = link.indexOf(":");
  return at < 0 ? [link, ""] : [link.slice(0, at), link.slice(at + 1)];
}

export interface Place {
  readonly image: string | null;
  readonly neighbour: number | null;
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
  const neighbour = Number(params.get("neighbour"));
  return {
    image: params.get("image"),
    neighbour: Number.isInteger(neighbour) && neighbour > 0 ? neighbour : null,
    at: params.get("at"),
    go,
  };
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
