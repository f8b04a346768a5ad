import { Button, Group, Modal, Text } from "@mantine/core";
import { useRef, useState } from "react";
import type { AuditList, AuditPicture, Nearest } from "@/api/audit";
import { type Focus, WHOLE } from "@/canvas/linked";
import { Keys } from "@/commands/Keys";
import { ariaKeys } from "@/commands/keys";
import { MARKS } from "@/features/audit/marks";
import type { Mark, Marks } from "@/features/audit/useMarks";
import { LinkedPane, type Seen } from "@/features/object/neighbours/LinkedPane";
import { fileName } from "@/features/object/words";
import { formatNumber, plural } from "@/lib/format";
import classes from "./Audit.module.css";

interface LargeViewProps {
  query: AuditList | undefined;
  /** Nothing while it is closed. */
  row: Nearest | null;
  total: number;
  marks: Marks;
  may: boolean;
  onMark: (says: Mark) => void;
  onStep: (by: 1 | -1) => void;
  close: () => void;
}

/** The query and one distractor as large as the window allows, in step. */
export function LargeView({ row, close, ...rest }: LargeViewProps) {
  return (
    <Modal
      opened={row !== null}
      onClose={close}
      fullScreen
      title={
        row &&
        [
          `Place ${formatNumber(row.place)} of ${formatNumber(rest.total)}`,
          `similarity ${row.similarity.toFixed(3)}`,
          ...(row.inliers ? [plural(row.inliers, "matching spot")] : []),
        ].join(", ")
      }
      classNames={{ content: classes.largeContent, body: classes.largeBody }}
    >
      {row && <Pair key={row.distractor} row={row} {...rest} />}
    </Modal>
  );
}

const seen = (picture: AuditPicture, role: Seen["role"], path: string): Seen => ({
  role,
  source_path: path,
  object_key: null,
  preview: picture.url,
  width: picture.width,
  height: picture.height,
});

function Pair({
  query,
  row,
  marks,
  may,
  onMark,
  onStep,
}: Omit<LargeViewProps, "row" | "close"> & { row: Nearest }) {
  const [focus, onFocus] = useState<Focus>(WHOLE);
  const first = useRef<HTMLDivElement>(null);
  const second = useRef<HTMLDivElement>(null);
  const mark = marks.of(row);
  return (
    <>
      <div className={classes.largePair}>
        {query?.picture ? (
          <LinkedPane
            ref={first}
            picture={seen(query.picture, "query", fileName(query.title))}
            focus={focus}
            onFocus={onFocus}
          />
        ) : (
          <blockquote className={classes.largeText}>{query?.title}</blockquote>
        )}
        {row.picture ? (
          <LinkedPane
            ref={second}
            picture={seen(row.picture, "distractor", row.distractor)}
            focus={focus}
            onFocus={onFocus}
          />
        ) : (
          <Text c="dimmed" m="auto">
            This set holds descriptors without images.
          </Text>
        )}
      </div>
      <Group className={classes.largeBar} justify="space-between" gap="xs">
        <Group gap="xs">
          <Button variant="default" size="compact-md" onClick={() => onStep(-1)}>
            Previous
          </Button>
          <Button variant="default" size="compact-md" onClick={() => onStep(1)}>
            Next
          </Button>
        </Group>
        {may && (
          <Group gap="xs">
            {MARKS.map(({ says, label, key }) => (
              <Button
                key={says}
                size="compact-md"
                variant={mark === says ? "filled" : "default"}
                aria-pressed={mark === says}
                aria-keyshortcuts={ariaKeys([key])}
                rightSection={<Keys spec={key} />}
                onClick={() => onMark(mark === says ? "" : says)}
              >
                {label}
              </Button>
            ))}
          </Group>
        )}
        {marks.errorOf(row.distractor) && (
          <Text role="alert" size="sm" c="var(--distractor)">
            Not saved: {marks.errorOf(row.distractor)}
          </Text>
        )}
      </Group>
    </>
  );
}
