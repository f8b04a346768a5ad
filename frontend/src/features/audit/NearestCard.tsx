import { Button, UnstyledButton } from "@mantine/core";
import type { Nearest } from "@/api/audit";
import { Keys } from "@/commands/Keys";
import { ariaKeys } from "@/commands/keys";
import { Picture } from "@/components/Picture";
import { MARKS, markWords } from "@/features/audit/marks";
import type { Mark } from "@/features/audit/useMarks";
import { formatNumber, plural } from "@/lib/format";
import classes from "./Audit.module.css";

interface NearestCardProps {
  row: Nearest;
  mark: Mark;
  error: string | undefined;
  current: boolean;
  may: boolean;
  onSelect: () => void;
  onOpen: () => void;
  onMark: (says: Mark) => void;
}

/** A distractor with its place and similarity; the current one carries the two answers. */
export function NearestCard(props: NearestCardProps) {
  const { row, mark, error, current, may, onSelect, onOpen, onMark } = props;
  const words = markWords(mark);
  const place = `Place ${formatNumber(row.place)}`;
  return (
    <li
      className={classes.card}
      data-place={row.place}
      data-mark={mark || undefined}
      aria-current={current ? "true" : undefined}
      onPointerDown={onSelect}
      onFocus={onSelect}
    >
      <UnstyledButton
        className={classes.sight}
        tabIndex={current ? 0 : -1}
        aria-label={`${place}, similarity ${row.similarity.toFixed(2)}${words && `, ${words}`}: show it large`}
        onClick={onOpen}
      >
        <Picture src={row.picture?.url} alt="" ratio={1} className={classes.picture} />
      </UnstyledButton>
      <p className={classes.caption}>
        <strong title={row.distractor}>{formatNumber(row.place)}</strong>
        <span title="Similarity to the query: 1 is the same">{row.similarity.toFixed(3)}</span>
        {row.inliers ? (
          <span title="Spots that agree with the query; more of them come first">
            {plural(row.inliers, "spot")}
          </span>
        ) : null}
        {words && <span className={classes.mark}>{words}</span>}
      </p>
      {current && may && (
        <div className={classes.answers}>
          {MARKS.map(({ says, label, short, key }) => (
            <Button
              key={says}
              size="compact-sm"
              aria-label={label}
              variant={mark === says ? "filled" : "default"}
              aria-pressed={mark === says}
              aria-keyshortcuts={ariaKeys([key])}
              rightSection={<Keys spec={key} />}
              onClick={() => onMark(mark === says ? "" : says)}
            >
              {short}
            </Button>
          ))}
        </div>
      )}
      {error && (
        <p role="alert" className={classes.error}>
          Not saved: {error}
        </p>
      )}
    </li>
  );
}
