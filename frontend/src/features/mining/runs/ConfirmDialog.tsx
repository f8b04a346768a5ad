import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Run, runsQuery } from "@/api/mining";
import { ProblemNote } from "@/components/ProblemNote";
import { type Asking, wordsOf } from "@/features/mining/runs/decisions";

interface ConfirmDialogProps {
  slug: string;
  run: Run;
  asking: Asking | null;
  close: () => void;
  act: (verb: Asking) => void;
  pending: boolean;
  problem: unknown;
}

/** Says what accepting, discarding or cancelling means before it is done. */
export function ConfirmDialog({ slug, run, asking, close, act, ...rest }: ConfirmDialogProps) {
  const runs = useQuery({ ...runsQuery(slug), enabled: asking === "accept" });
  const before = runs.data?.find(
    ({ id, name, state }) => state === "accepted" && name === run.name && id !== run.id,
  );
  const words = asking && wordsOf(asking, run, before);
  return (
    <Modal opened={asking !== null} onClose={close} title={words?.title}>
      {asking && words && (
        <Stack gap="md">
          <Text size="sm">{words.what}</Text>
          {rest.problem ? <ProblemNote problem={rest.problem} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {words.no}
            </Button>
            <Button loading={rest.pending} onClick={() => act(asking)}>
              {words.yes}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
