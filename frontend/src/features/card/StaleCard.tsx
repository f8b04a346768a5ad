import { Button, Group, Modal, Text } from "@mantine/core";
import type { About } from "@/api/release";
import { fieldLabel } from "@/features/card/questions";
import { changedPaths, shownAnswer } from "@/features/card/words";
import type { Session } from "@/saving/session";
import { useSaveState } from "@/saving/useSession";
import classes from "./Card.module.css";

/** Two people answered at once: the answers that differ, and the person decides. */
export function StaleCard({ session }: { session: Session<About> }) {
  const state = useSaveState(session);
  if (state.kind !== "stale") return null;
  const { mine, stored } = state;
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      size="lg"
      title="Someone else saved this card in between"
    >
      <dl className={classes.versions}>
        {changedPaths(stored.value, mine).map((path) => (
          <div key={path}>
            <dt>{fieldLabel(path)}</dt>
            <dd>
              <Text size="sm">Stored: {shownAnswer(stored.value, path)}</Text>
              <Text size="sm">Yours: {shownAnswer(mine, path)}</Text>
            </dd>
          </div>
        ))}
      </dl>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={() => void session.takeTheirs()}>
          Take theirs
        </Button>
        <Button data-autofocus onClick={() => session.keep(mine)}>
          Keep mine
        </Button>
      </Group>
    </Modal>
  );
}
