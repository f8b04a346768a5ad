import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { Export } from "@/api/types";

/** Ask for an export, or stop one; the lists that show it are read again. */
export function useExporting(slug: string, releaseId: number) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ["b", slug, "releases"] });
  const asking = useMutation({
    mutationFn: (layout: string) => api.post<Export>(`releases/${releaseId}/exports/`, { layout }),
    onSettled,
  });
  const stopping = useMutation({
    mutationFn: (job: number) => api.post<unknown>(`jobs/${job}/cancel/`),
    onSettled,
  });
  return { asking, stopping };
}
