import { useMediaQuery } from "@mantine/hooks";
import type { Run } from "@/api/mining";

const useWidth = (query: string): boolean =>
  useMediaQuery(query, undefined, { getInitialValueInEffect: false }) ?? false;

/** Where everything stands in one column. */
export const useNarrow = (): boolean => useWidth("(max-width: 62em)");

/** On a phone mining is read-only: a slip of a finger must not begin hours of work. */
export const usePhone = (): boolean => useWidth("(max-width: 40em)");

/** The same run with nothing to press. */
export const onlyRead = (run: Run): Run => ({
  ...run,
  may: { pause: false, resume: false, cancel: false, accept: false, discard: false },
});
