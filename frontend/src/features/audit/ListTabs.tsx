import { NativeSelect } from "@mantine/core";
import { useNavigate } from "react-router";
import type { Asked, Audit, AuditList } from "@/api/audit";
import { useCommands } from "@/commands/useCommands";
import { Tabs } from "@/components/Tabs";
import { listTitle } from "@/features/audit/lists";
import { formatNumber } from "@/lib/format";
import classes from "./Audit.module.css";

/** One list for each query and one for the text query, set by set. */
export function ListTabs({ asked, audit }: { asked: Asked; audit: Audit }) {
  const navigate = useNavigate();
  const { lists, sets, encoders } = audit;
  const current = audit.list;
  const address = (change: Partial<Record<"list" | "set" | "encoder", string>>) => {
    const encoder = asked.encoder ? { encoder: asked.encoder } : {};
    const search = new URLSearchParams({ list: current, set: audit.set, ...encoder, ...change });
    return `/b/${asked.slug}/objects/${asked.key}/distractors?${search}`;
  };
  const go = (change: Parameters<typeof address>[0]) =>
    navigate(address(change), { replace: true });
  const step = (by: 1 | -1) => {
    const next = lists[lists.findIndex(({ list }) => list === current) + by];
    if (next) go({ list: next.list });
  };
  useCommands([
    { id: "audit.nextList", label: "Next list", keys: ["]"], scope: "page", run: () => step(1) },
    {
      id: "audit.previousList",
      label: "Previous list",
      keys: ["["],
      scope: "page",
      run: () => step(-1),
    },
  ]);
  return (
    <div className={classes.lists}>
      <Tabs
        label="Nearest to"
        current={current}
        tabs={lists.map((entry) => ({
          value: entry.list,
          label: tabLabel(entry, lists),
          to: address({ list: entry.list }),
        }))}
      />
      {sets.length > 1 && (
        <NativeSelect
          aria-label="Set of distractors"
          size="sm"
          value={audit.set}
          data={sets.map(({ slug, images }) => ({
            value: slug,
            label: `${slug} (${formatNumber(images)})`,
          }))}
          onChange={(event) => go({ set: event.currentTarget.value })}
        />
      )}
      {encoders.length > 1 && (
        <NativeSelect
          aria-label="Encoder"
          size="sm"
          value={audit.encoder?.name}
          data={encoders}
          onChange={(event) => go({ encoder: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

function tabLabel(entry: AuditList, lists: readonly AuditList[]): string {
  const title = listTitle(entry, lists);
  if (entry.missing) return `${title}, none`;
  return entry.depth > 0 ? `${title}, seen to ${formatNumber(entry.depth)}` : title;
}
