import { useRef, useState } from "react";
import type { Asked, Audit, Found, Nearest } from "@/api/audit";
import { DecideDialog } from "@/features/audit/DecideDialog";
import { FoundList } from "@/features/audit/FoundList";
import { LargeView } from "@/features/audit/LargeView";
import { rowsLeft } from "@/features/audit/looking";
import { NearestGrid } from "@/features/audit/NearestGrid";
import { QueryPanel } from "@/features/audit/QueryPanel";
import { useAuditKeys } from "@/features/audit/useAuditKeys";
import { useLooking } from "@/features/audit/useLooking";
import { type Mark, type Marks, useMarks } from "@/features/audit/useMarks";
import { useScrolledPast } from "@/features/audit/useScrolledPast";
import classes from "./Audit.module.css";

interface SittingProps {
  asked: Asked;
  audit: Audit;
  rows: readonly Nearest[];
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
  renew: () => void;
}

/** One list from the top: the query beside it, one distractor current, keys that say what it is. */
export function Sitting({ asked, audit, rows, hasMore, loadingMore, onMore, renew }: SittingProps) {
  const query = audit.lists.find(({ list }) => list === audit.list);
  const list = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState(0);
  const [large, setLarge] = useState(false);
  const [deciding, decide] = useState<Found | null>(null);
  const [decided, setDecided] = useState<readonly string[]>([]);
  const marks = useMarks(asked);
  const looking = useLooking(asked, query?.depth ?? 0);
  useScrolledPast(list, rows.length, looking.pass);
  const select = (index: number) => {
    setCurrent(index);
    if (hasMore && !loadingMore && index >= rows.length - 12) onMore();
  };
  const go = (to: number, columns: number) => {
    // Going on from the last row, or the last card, leaves it behind too.
    const beyond = to >= rows.length && !hasMore ? to + columns : to;
    if (to < rows.length || !hasMore) {
      looking.pass(rowsLeft(current, beyond, columns, rows.length));
    }
    if (to < 0 || to >= rows.length) return;
    select(to);
    focusCard(list.current, to);
  };
  const mark = (says: Mark) => {
    const row = rows[current];
    if (row && audit.may.mark) marks.give(row, says);
  };
  const undo = () => {
    const distractor = marks.undo();
    const index = rows.findIndex((row) => row.distractor === distractor);
    if (index >= 0) select(index);
  };
  useAuditKeys({ list, current, large, go, mark, undo, marks, may: audit.may.mark, setLarge });
  return (
    <div className={classes.sitting}>
      <QueryPanel audit={audit} query={query} looked={looking} renew={renew}>
        <FoundList
          found={foundOf(audit, rows, marks).filter((row) => !decided.includes(row.distractor))}
          may={audit.may}
          decide={decide}
        />
      </QueryPanel>
      <NearestGrid
        list={list}
        rows={rows}
        current={current}
        marks={marks}
        may={audit.may.mark}
        hasMore={hasMore}
        loadingMore={loadingMore}
        onMore={onMore}
        onSelect={select}
        onOpen={(index) => {
          select(index);
          setLarge(true);
        }}
        onMark={mark}
      />
      <LargeView
        query={query}
        row={large ? (rows[current] ?? null) : null}
        total={audit.total}
        marks={marks}
        may={audit.may.mark}
        onMark={mark}
        onStep={(by) => go(current + by, 1)}
        close={() => {
          setLarge(false);
          focusCard(list.current, current);
        }}
      />
      <DecideDialog
        asked={asked}
        found={deciding}
        may={audit.may}
        close={() => decide(null)}
        done={({ distractor }) => setDecided((before) => [...before, distractor])}
      />
    </div>
  );
}

function focusCard(list: HTMLElement | null, index: number): void {
  const card = list?.children[index];
  card?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "nearest" });
}

/** Everything said to show the object and not decided on, this sitting included. */
function foundOf(audit: Audit, rows: readonly Nearest[], marks: Marks): Found[] {
  const before = audit.found.filter(
    ({ distractor }) => (marks.here(distractor) ?? "shows") === "shows",
  );
  const known = new Set(before.map(({ distractor }) => distractor));
  const here = rows.filter(
    ({ distractor }) => !known.has(distractor) && marks.here(distractor) === "shows",
  );
  return [...before, ...here];
}
