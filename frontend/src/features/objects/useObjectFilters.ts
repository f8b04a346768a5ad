import { useDebouncedCallback } from "@mantine/hooks";
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { ObjectFilters } from "@/api/objects";

const NAMES = ["state", "category", "collector", "finding", "camera", "search"] as const;
export type FilterName = (typeof NAMES)[number];
export type SetFilter = (name: FilterName, value: string | null, how?: { later: boolean }) => void;

/** The filters live in the address, so that what is seen can be shared and gone back to. */
export function useObjectFilters() {
  const [search, setSearch] = useSearchParams();
  const filters = useMemo(() => {
    const pairs = NAMES.map((name) => [name, search.get(name)] as const);
    return Object.fromEntries(pairs.filter(([, value]) => value)) as ObjectFilters;
  }, [search]);
  const write = useCallback(
    (name: FilterName, value: string | null) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  );
  const writeLater = useDebouncedCallback(write, 250);
  const set: SetFilter = (name, value, how) =>
    how?.later ? writeLater(name, value) : write(name, value);
  const clear = () => setSearch({}, { replace: true });
  return { filters, set, clear, active: Object.keys(filters).length };
}
