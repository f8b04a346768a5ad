import type { RefObject } from "react";
import type { Command } from "@/commands/registry";
import { useCommands } from "@/commands/useCommands";
import { MARKS } from "@/features/audit/marks";
import type { Mark, Marks } from "@/features/audit/useMarks";

interface AuditKeys {
  list: RefObject<HTMLElement | null>;
  current: number;
  large: boolean;
  go: (to: number, columns: number) => void;
  mark: (says: Mark) => void;
  undo: () => void;
  marks: Marks;
  may: boolean;
  setLarge: (large: boolean) => void;
}

/** How many cards stand beside each other just now. */
function columnsOf(list: HTMLElement | null): number {
  if (!list) return 1;
  return getComputedStyle(list).gridTemplateColumns.split(" ").filter(Boolean).length || 1;
}

/** The same keys over the grid and, one by one, over the large view. */
export function useAuditKeys(keys: AuditKeys): void {
  const { list, current, large, go, mark, undo, marks, may, setLarge } = keys;
  const step = (name: string, label: string, key: string, by: (columns: number) => number) =>
    ({
      id: `audit.${name}`,
      label,
      keys: [key],
      scope: "page",
      run: () => {
        const columns = columnsOf(list.current);
        go(current + by(columns), columns);
      },
    }) satisfies Command;
  const said = (scope: "page" | "dialog"): Command[] => [
    ...MARKS.map(({ says, label, key }) => ({
      id: `audit.${scope}.${says}`,
      label,
      keys: [key],
      scope,
      when: () => may && (scope === "page" || large),
      run: () => mark(says),
    })),
    {
      id: `audit.${scope}.undo`,
      label: "Take the last mark back",
      keys: ["u", "mod+z"],
      scope,
      when: () => marks.canUndo && (scope === "page" || large),
      run: undo,
    },
  ];
  const one = (name: string, label: string, key: string, by: 1 | -1): Command => ({
    id: `audit.dialog.${name}`,
    label,
    keys: [key],
    scope: "dialog",
    when: () => large,
    run: () => go(current + by, 1),
  });
  useCommands([
    step("next", "Next distractor", "ArrowRight", () => 1),
    step("previous", "Previous distractor", "ArrowLeft", () => -1),
    step("below", "Distractor below", "ArrowDown", (columns) => columns),
    step("above", "Distractor above", "ArrowUp", (columns) => -columns),
    {
      id: "audit.open",
      label: "Compare with the query, large",
      keys: ["Enter", "Space"],
      scope: "page",
      run: () => setLarge(true),
    },
    ...said("page"),
    ...said("dialog"),
    one("next", "Next distractor", "ArrowRight", 1),
    one("previous", "Previous distractor", "ArrowLeft", -1),
  ]);
}
