import { Button } from "@mantine/core";
import { useId, useState } from "react";
import { DiffItem } from "@/features/releases/diff/DiffItem";
import type { Group } from "@/features/releases/diff/groups";
import { formatNumber } from "@/lib/format";
import classes from "./DiffPage.module.css";

const FIRST = 12;
const MORE = 200;

/** One kind of change: how many, then which. */
export function DiffGroup({ group, whole }: { group: Group; whole: boolean }) {
  const id = useId();
  const [room, setRoom] = useState(whole ? MORE : FIRST);
  const hidden = group.items.length - room;
  const unlisted = group.count - group.items.length;
  return (
    <section className={classes.group} aria-labelledby={id}>
      <header>
        <h2 id={id}>
          {group.title} <span>{formatNumber(group.count)}</span>
        </h2>
        <p className={classes.signs}>
          {group.signs.map(([sign, count]) => (
            <span key={sign} data-sign={sign}>
              {formatNumber(count)} {sign}
            </span>
          ))}
        </p>
      </header>
      <ul>
        {group.items.slice(0, room).map((item) => (
          <DiffItem key={item.id} item={item} kind={group.kind} />
        ))}
      </ul>
      {hidden > 0 && (
        <Button variant="default" size="compact-sm" onClick={() => setRoom(room + MORE)}>
          Show {formatNumber(Math.min(hidden, MORE))} more
        </Button>
      )}
      {hidden <= 0 && unlisted > 0 && (
        <p className={classes.unlisted}>
          {formatNumber(unlisted)} more are counted here and not listed.
        </p>
      )}
    </section>
  );
}
