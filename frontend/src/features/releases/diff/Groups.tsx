import { Link, useSearchParams } from "react-router";
import type { Difference } from "@/api/release";
import { EmptyState } from "@/components/EmptyState";
import { DiffGroup } from "@/features/releases/diff/DiffGroup";
import { groupsOf } from "@/features/releases/diff/groups";
import { formatNumber } from "@/lib/format";
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
      <nav className={classes.kinds} aria-label="Kinds of changes">
        <Link to="?" replace aria-current={kind === "all" ? "true" : undefined}>
          All
        </Link>
        {groups.map(({ kind: value, title, count }) => (
          <Link
            key={value}
            to={`?kind=${value}`}
            replace
            aria-current={kind === value ? "true" : undefined}
          >
            {title} <span>{formatNumber(count)}</span>
          </Link>
        ))}
      </nav>
      {shown.map((group) => (
        <DiffGroup key={`${kind} ${group.kind}`} group={group} whole={kind !== "all"} />
      ))}
    </div>
  );
}
