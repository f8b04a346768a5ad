import { Button, Group, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { QUIET_HEAD } from "@/features/object/dialogs";
import { EvidenceReading } from "@/features/object/sections/EvidenceReading";
import type { Claim, Claiming } from "@/features/object/sections/evidence";

interface Props {
  readonly claiming: Claiming;
  readonly stored: Claim | null;
}

/** Two people wrote the evidence: both versions, and the person decides. */
export function StaleEvidence({ claiming, stored }: Props) {
  if (!claiming.stale) return null;
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
        <EvidenceReading evidence={stored} />
      </Version>
      <Version title="Yours, not saved yet">
        <EvidenceReading evidence={claiming.claim} />
      </Version>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => void claiming.forget()}>
          Take theirs
        </Button>
        <Button data-autofocus onClick={claiming.rebase}>
          Go on with mine
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
