import { Button, Group, Modal, Text } from "@mantine/core";
import type { WorkImage } from "@/api/types";
import { BoxLayer, type Tone } from "@/canvas/BoxLayer";
import { type Box, unionOf } from "@/canvas/geometry";
import { useViewport } from "@/canvas/useViewport";
import { QUIET_HEAD } from "@/features/object/dialogs";
import shared from "@/features/object/object.module.css";
import classes from "@/features/object/stage/stage.module.css";
import { exactly, when } from "@/features/object/words";
import { plural } from "@/lib/format";
import type { Session } from "@/saving/session";
import { useSaveState } from "@/saving/useSession";

interface Props {
  readonly image: WorkImage;
  readonly session: Session<Box[]>;
}

/** Two people saved the boxes of one picture: both are shown on it, and the person decides. */
export function StaleBoxes({ image, session }: Props) {
  const state = useSaveState(session);
  if (state.kind !== "stale") return null;
  const { mine, stored } = state;
  return (
    <Modal
      attributes={QUIET_HEAD}
      opened
      onClose={() => undefined}
      withCloseButton={false}
      size="xl"
      title="Someone else saved these boxes in between"
    >
      <Both image={image} mine={mine} theirs={stored.value} />
      <Text size="sm" mt="sm">
        <span className={classes.key} data-tone="mine" aria-hidden="true" /> Yours, not saved yet:{" "}
        {plural(mine.length, "box", "boxes")}.
      </Text>
      <Text size="sm" mb="md">
        <span className={classes.key} data-tone="theirs" aria-hidden="true" /> Stored
        {stored.by && ` by ${stored.by}`}
        {stored.at && <span title={exactly(stored.at)}> at {when(stored.at)}</span>}:{" "}
        {plural(stored.value.length, "box", "boxes")}.
      </Text>
      <Group justify="flex-end" gap="xs" className={shared.choices}>
        <Button variant="default" onClick={() => void session.takeTheirs()}>
          Take theirs
        </Button>
        <Button variant="default" onClick={() => session.keep(unionOf(stored.value, mine))}>
          Keep both
        </Button>
        <Button data-autofocus onClick={() => session.keep(mine)}>
          Keep mine
        </Button>
      </Group>
    </Modal>
  );
}

interface BothProps {
  readonly image: WorkImage;
  readonly mine: readonly Box[];
  readonly theirs: readonly Box[];
}

function Both({ image, mine, theirs }: BothProps) {
  const { ref, view } = useViewport(image);
  const marked = (boxes: readonly Box[], tone: Tone) =>
    boxes.map((box, index) => ({ id: `${tone}-${index}`, box, tone }));
  return (
    <div
      ref={ref}
      className={classes.both}
      style={{ aspectRatio: `${image.width} / ${image.height}` }}
    >
      <img
        src={image.preview}
        alt="Both versions of the boxes"
        style={{
          width: image.width,
          height: image.height,
          transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
        }}
      />
      <BoxLayer
        view={view}
        boxes={[...marked(theirs, "theirs"), ...marked(mine, "mine")]}
        selected={null}
        handles={false}
      />
    </div>
  );
}
