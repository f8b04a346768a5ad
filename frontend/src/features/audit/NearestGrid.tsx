import { Button } from "@mantine/core";
import type { RefObject } from "react";
import type { Nearest } from "@/api/audit";
import { NearestCard } from "@/features/audit/NearestCard";
import type { Mark, Marks } from "@/features/audit/useMarks";
import classes from "./Audit.module.css";

interface NearestGridProps {
  list: RefObject<HTMLUListElement | null>;
  rows: readonly Nearest[];
  current: number;
  marks: Marks;
  may: boolean;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
  onSelect: (index: number) => void;
  onOpen: (index: number) => void;
  onMark: (says: Mark) => void;
}

/** The nearest first, in one grid. */
export function NearestGrid(props: NearestGridProps) {
  const { list, rows, current, marks, may, hasMore, loadingMore } = props;
  return (
    <div className={classes.nearest}>
      <ul ref={list} className={classes.grid} aria-label="Nearest distractors">
        {rows.map((row, index) => (
          <NearestCard
            key={row.distractor}
            row={row}
            mark={marks.of(row)}
            error={marks.errorOf(row.distractor)}
            current={index === current}
            may={may}
            onSelect={() => props.onSelect(index)}
            onOpen={() => props.onOpen(index)}
            onMark={props.onMark}
          />
        ))}
      </ul>
      {hasMore ? (
        <Button variant="default" loading={loadingMore} onClick={props.onMore}>
          Show more places
        </Button>
      ) : (
        <p className={classes.end}>The list ends here.</p>
      )}
    </div>
  );
}
