import { useDocumentTitle } from "@mantine/hooks";

/** The tab says page, then benchmark, then the studio. */
export function useTitle(...parts: (string | undefined)[]): void {
  useDocumentTitle([...parts.filter(Boolean), "Aristarch"].join(" · "));
}
