import { Button, Group, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { QUIET_HEAD } from "@/features/object/dialogs";
import shared from "@/features/object/object.module.css";
import { EvidenceReading } from "@/features/object/sections/EvidenceReading";
import type { Claim } from "@/features/object/sections/evidence";
import type { Session } from "@/saving/session";
import { useSaveState } from "@/saving/useSession";

/** Two people wrote the evidence: both versions, and the person decides. */
export function StaleEvidence({ session }: { readonly session: Session<Claim> }) {
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
      title="Someone else saved this evidence in between"
    >
      <Version title="Stored">
        <EvidenceReading evidence={stored.version > 0 ? stored.value : null} />
      </Version>
      <Version title="Yours, not saved yet">
        <EvidenceReading evidence={mine} />
      </Version>
      <Group justify="flex-end" mt="md" gap="xs" className={shared.choices}>
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

function Version({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <Text size="sm" component="div" mb="sm">
        {children}
      </Text>
    </section>
  );
}
