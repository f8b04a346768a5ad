import { Button, Group, Modal, Text } from "@mantine/core";
import { QUIET_HEAD } from "@/features/object/dialogs";
import shared from "@/features/object/object.module.css";
import { Diff } from "@/features/object/sections/Diff";
import type { Session } from "@/saving/session";
import { useSaveState } from "@/saving/useSession";

/** Two people wrote the text: both versions and what differs. */
export function StaleText({ session }: { readonly session: Session<string> }) {
  const state = useSaveState(session);
  if (state.kind !== "stale") return null;
  const { mine, stored } = state;
  return (
    <Modal
      attributes={QUIET_HEAD}
      opened
      onClose={() => undefined}
      withCloseButton={false}
      size="lg"
      title="Someone else saved this text in between"
    >
      <Text size="sm" fw={600}>
        Stored{stored.by && ` by ${stored.by}`}
      </Text>
      <Text size="sm" mb="sm">
        {stored.value || "Nothing"}
      </Text>
      <Text size="sm" fw={600}>
        Yours, with what differs
      </Text>
      <Diff before={stored.value} after={mine} />
      <Group justify="flex-end" mt="md" gap="xs" className={shared.choices}>
        <Button variant="default" onClick={() => void session.takeTheirs()}>
          Take theirs
        </Button>
        <Button variant="default" onClick={() => session.keep(`${stored.value}\n${mine}`)}>
          Keep both
        </Button>
        <Button data-autofocus onClick={() => session.keep(mine)}>
          Keep mine
        </Button>
      </Group>
    </Modal>
  );
}
