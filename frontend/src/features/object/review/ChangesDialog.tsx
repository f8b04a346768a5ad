import { Button, Group, Modal, SegmentedControl, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { WorkImage } from "@/api/types";
import { QUIET_HEAD } from "@/features/object/dialogs";
import type { Word } from "@/features/object/review/decide";
import { titleOf } from "@/features/object/words";
import { useWork } from "@/features/object/work";

interface Props {
  readonly opened: boolean;
  readonly current: WorkImage | null;
  readonly onClose: () => void;
  readonly onSend: (word: Word) => void;
}

/** What has to change, pinned to the picture or the box it is about. */
export function ChangesDialog({ opened, current, onClose, onSend }: Props) {
  return (
    <Modal attributes={QUIET_HEAD} opened={opened} onClose={onClose} title="Request changes">
      {opened && <Form current={current} onClose={onClose} onSend={onSend} />}
    </Modal>
  );
}

function Form({ current, onClose, onSend }: Omit<Props, "opened">) {
  const { images, boxesOf } = useWork();
  const state = current ? boxesOf(current).store.getState() : null;
  const index = state?.boxes.findIndex(({ id }) => id === state.selected) ?? -1;
  const box = state?.boxes[index]?.box;
  const [comment, setComment] = useState("");
  const [spot, setSpot] = useState(box ? "box" : "object");
  const spots = [
    { value: "object", label: "The object" },
    ...(current ? [{ value: "image", label: titleOf(current, images) }] : []),
    ...(box ? [{ value: "box", label: `Box ${index + 1}` }] : []),
  ];
  const send = () => {
    onSend({
      decision: "changes_requested",
      comment,
      image: spot === "object" ? null : current?.id,
      box: spot === "box" && box ? [box.x, box.y, box.width, box.height] : null,
    });
    onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        data-autofocus
        label="What has to change"
        autosize
        minRows={3}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && comment.trim()) send();
        }}
      />
      <Text size="sm" mt="sm" mb={4}>
        It is about
      </Text>
      <SegmentedControl
        fullWidth
        aria-label="It is about"
        data={spots}
        value={spot}
        onChange={setSpot}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!comment.trim()}>
          Send back
        </Button>
      </Group>
    </form>
  );
}
