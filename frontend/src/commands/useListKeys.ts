import type { RefObject } from "react";
import type { Command } from "@/commands/registry";
import { useCommands } from "@/commands/useCommands";

/** J and K, or the arrows, walk over the links of a list; Enter is the link's own. */
export function useListKeys(name: string, list: RefObject<HTMLElement | null>): void {
  const move = (step: number) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>("a[href]") ?? [])];
    const now = links.indexOf(document.activeElement as HTMLElement);
    const next = links[now < 0 ? 0 : now + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const way = (suffix: string, label: string, keys: string[], step: number): Command => ({
    id: `${name}.${suffix}`,
    label,
    keys,
    scope: "page",
    run: () => move(step),
  });
  useCommands([
    way("down", "Next entry", ["j", "ArrowDown"], 1),
    way("up", "Previous entry", ["k", "ArrowUp"], -1),
  ]);
}
