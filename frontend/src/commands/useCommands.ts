import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { ariaKeys } from "@/commands/keys";
import { type Command, registry } from "@/commands/registry";

/**
 * Registers commands while the component is mounted. The list is read anew at every key press,
 * so closures may change between renders; ids and keys decide when it registers again.
 */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const shape = JSON.stringify(
    commands.map(({ id, label, keys, scope }) => [id, label, keys, scope]),
  );
  const stable = useMemo(() => {
    const rows = JSON.parse(shape) as [string, string, string[], Command["scope"]][];
    return rows.map(([id, label, keys, scope]): Command => {
      const now = () => latest.current.find((command) => command.id === id);
      return {
        id,
        label,
        keys,
        scope,
        when: () => now()?.when?.() ?? true,
        run: (event) => now()?.run(event),
      };
    });
  }, [shape]);
  useEffect(() => registry.register(stable), [stable]);
}

/** Props for a button that does what a registered command does. */
export function useShortcut(id: string): { "aria-keyshortcuts"?: string; keys: readonly string[] } {
  const command = useSyncExternalStore(registry.subscribe, () => registry.find(id));
  const keys = command?.keys ?? [];
  return { "aria-keyshortcuts": ariaKeys(keys), keys };
}

export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(registry.subscribe, () => registry.all());
}
