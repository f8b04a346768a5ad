import { useSearchParams } from "react-router";
import type { Difference } from "@/api/release";
import { EmptyState } from "@/components/EmptyState";
import { Tabs } from "@/components/Tabs";
import { DiffGroup } from "@/features/releases/diff/DiffGroup";
import { groupsOf } from "@/features/releases/diff/groups";
import { plural } from "@/lib/format";
import classes from "./DiffPage.module.css";

/** Counts first, as filters; then list by list. */
export function Groups({ difference }: { difference: Difference }) {
  const [search] = useSearchParams();
  const groups = groupsOf(difference);
  const asked = search.get("kind") ?? "all";
  const kind = groups.some((group) => group.kind === asked) ? asked : "all";
  if (groups.length === 0) {
    return (
      <EmptyState title="Nothing differs">
        Both versions hold the same objects, pictures, boxes, texts and settings.
      </EmptyState>
    );
  }
  const shown = groups.filter((group) => kind === "all" || group.kind === kind);
  return (
    <div className={classes.groups}>
      {difference.same && (
        <p className={classes.same}>
          Both versions hold the same data; only their names, dates or the code differ.
        </p>
      )}
      <Tabs
        label="Kinds of changes"
        current={kind}
        tabs={[
          { value: "all", label: plural(groups.length, "kind"), to: "?" },
          ...groups.map(({ kind: value, title, count }) => ({
            value,
            label: title,
            count,
            to: `?kind=${value}`,
          })),
        ]}
      />
      {shown.map((group) => (
        <DiffGroup key={group.kind} group={group} whole={kind !== "all"} />
      ))}
    </div>
  );
}
