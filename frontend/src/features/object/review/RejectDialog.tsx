import { Button, Group, Modal, Radio, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { QUIET_HEAD } from "@/features/object/dialogs";
import type { Word } from "@/features/object/review/decide";

const REASONS: readonly [string, string][] = [
  ["existed_before_cutoff", "Existed before the cut-off"],
  ["generic_design", "Generic design"],
  ["known_artwork", "Known artwork"],
  ["no_distinctive_feature", "No distinctive feature"],
  ["insufficient_images", "Insufficient images"],
  ["rights", "Rights"],
  ["other", "Other"],
];

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onSend: (word: Word) => void;
}

export function RejectDialog({ opened, onClose, onSend }: Props) {
  return (
    <Modal attributes={QUIET_HEAD} opened={opened} onClose={onClose} title="Reject this object">
      {opened && <Form onClose={onClose} onSend={onSend} />}
    </Modal>
  );
}

function Form({ onClose, onSend }: Omit<Props, "opened">) {
  const [reason, setReason] = useState("");
  const [comment, setComment] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSend({ decision: "rejected", reason, comment });
        onClose();
      }}
    >
      <Radio.Group label="Reason" value={reason} onChange={setReason}>
        <Stack gap={6} my="xs">
          {REASONS.map(([value, label], index) => (
            <Radio
              key={value}
              value={value}
              label={label}
              data-autofocus={index === 0 || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label="Comment"
        autosize
        minRows={2}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!reason}>
          Reject
        </Button>
      </Group>
    </form>
  );
}
