import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { DistractorSet } from "@/api/distractorSets";
import { ProblemNote } from "@/components/ProblemNote";
import { plural } from "@/lib/format";

interface CancelDialogProps {
  set: DistractorSet;
  opened: boolean;
  close: () => void;
  cancel: () => void;
  pending: boolean;
  problem: unknown;
}

/** Says what cancelling means before it is done. */
export function CancelDialog(props: CancelDialogProps) {
  const { set, opened, close, cancel, pending, problem } = props;
  const left = set.shards.total - set.shards.done - set.shards.failed;
  return (
    <Modal opened={opened} onClose={close} title={`Cancel ${set.slug} for good?`}>
      <Stack gap="md">
        <Text size="sm">
          {left > 0
            ? `${plural(left, "shard")} will not be brought in, and new pictures are no longer compared with this set.`
            : "New pictures are no longer compared with this set."}{" "}
          The files of {plural(set.shards.done, "shard")} stay in the storage. To stop for a while,
          pause it instead.
        </Text>
        {problem ? <ProblemNote problem={problem} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            Keep it
          </Button>
          <Button onClick={cancel} loading={pending}>
            Cancel the set
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
