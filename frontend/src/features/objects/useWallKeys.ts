import { type RefObject, useEffect, useRef } from "react";
import type { Command } from "@/commands/registry";
import { useCommands } from "@/commands/useCommands";

interface WallKeys {
  list: RefObject<HTMLElement | null>;
  count: number;
  columns: number;
  /** Scrolls a card into view, so that it comes to exist. */
  show: (index: number) => void;
}

const inList = (list: HTMLElement | null) =>
  document.activeElement === document.body || list?.contains(document.activeElement) === true;

function focusedIndex(): number {
  const card = document.activeElement?.closest<HTMLElement>("[data-index]");
  return card ? Number(card.dataset.index) : -1;
}

/** Arrows walk over the wall; Enter is the card's own, for it is a link. */
export function useWallKeys({ list, count, columns, show }: WallKeys): void {
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const card = list.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!card) return;
    wanted.current = null;
    card.focus({ preventScroll: true });
  });
  const move = (step: number) => {
    const now = focusedIndex();
    const next = now < 0 ? 0 : now + step;
    if (next < 0 || next >= count) return;
    const card = list.current?.querySelector<HTMLElement>(`[data-index="${next}"]`);
    if (card) {
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: "nearest" });
      return;
    }
    wanted.current = next;
    show(next);
  };
  const way = (name: string, label: string, key: string, step: number): Command => ({
    id: `objects.${name}`,
    label,
    keys: [key],
    scope: "page",
    when: () => inList(list.current),
    run: () => move(step),
  });
  useCommands([
    way("next", "Next object", "ArrowRight", 1),
    way("previous", "Previous object", "ArrowLeft", -1),
    way("below", "Object below", "ArrowDown", columns),
    way("above", "Object above", "ArrowUp", -columns),
  ]);
}
