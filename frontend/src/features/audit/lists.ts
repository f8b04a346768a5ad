import type { AuditList } from "@/api/audit";

/** "Query 2" or "Text query": what a list is nearest to. */
export function listTitle(list: AuditList, lists: readonly AuditList[]): string {
  if (list.kind === "text") return "Text query";
  const queries = lists.filter(({ kind }) => kind === "query");
  return `Query ${queries.findIndex((other) => other.list === list.list) + 1}`;
}
