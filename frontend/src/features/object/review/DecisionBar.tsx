import { Button, Checkbox, Group, Text } from "@mantine/core";
import { useState } from "react";
import type { WorkImage } from "@/api/types";
import { Keys } from "@/commands/Keys";
import { useCommands, useShortcut } from "@/commands/useCommands";
import { ChangesDialog } from "@/features/object/review/ChangesDialog";
import { useDecide } from "@/features/object/review/decide";
import { RejectDialog } from "@/features/object/review/RejectDialog";
import classes from "@/features/object/review/review.module.css";
import { useClaim } from "@/features/object/review/useClaim";
import { useQueue } from "@/features/object/review/useQueue";
import { when } from "@/features/object/words";
import { useWork } from "@/features/object/work";

type Dialog = "changes" | "reject" | null;

/** Approve, ask for changes or reject; next and back; who holds the object. */
export function DecisionBar({ current }: { readonly current: WorkImage | null }) {
  const { address, workplace } = useWork();
  const may = workplace.permissions.review;
  const held = useClaim(address, may);
  const queue = useQueue(address);
  const decide = useDecide(queue.next);
  const [dialog, setDialog] = useState<Dialog>(null);
  const approvals = useApprovals();
  const free = may && held === null && !decide.isPending;
  const approve = () => decide.mutate({ decision: "approved", ...approvals.flags });
  const command = (id: string, label: string, keys: string[], run: () => void, when = true) => ({
    id: `review.${id}`,
    label,
    keys,
    run,
    scope: "review" as const,
    when: () => when,
  });
  useCommands([
    command("approve", "Approve", ["a"], approve, free),
    command("changes", "Request changes", ["c"], () => setDialog("changes"), free),
    command("reject", "Reject", ["r"], () => setDialog("reject"), free),
    command("next", "Next in the queue", ["j"], () => void queue.next()),
    command("back", "Back", ["k"], queue.back),
  ]);
  return (
    <section className={classes.decision} aria-label="Decision">
      <Holder held={held} />
      {may && approvals.boxes}
      <Group gap="xs" wrap="nowrap" className={classes.decisionKeys}>
        <Step id="review.back" label="Back" run={queue.back} />
        <Step id="review.next" label="Next" run={() => void queue.next()} />
        {may && (
          <>
            <Step
              id="review.reject"
              label="Reject"
              run={() => setDialog("reject")}
              disabled={!free}
            />
            <Step
              id="review.changes"
              label="Request changes"
              run={() => setDialog("changes")}
              disabled={!free}
            />
            <Step id="review.approve" label="Approve" run={approve} disabled={!free} primary />
          </>
        )}
      </Group>
      <ChangesDialog
        opened={dialog === "changes"}
        current={current}
        onClose={() => setDialog(null)}
        onSend={decide.mutate}
      />
      <RejectDialog
        opened={dialog === "reject"}
        onClose={() => setDialog(null)}
        onSend={decide.mutate}
      />
    </section>
  );
}

function Holder({ held }: { readonly held: string | null }) {
  const { workplace } = useWork();
  const { claim, permissions } = workplace;
  const words = held
    ? held
    : claim
      ? `${claim.mine ? "You hold this object" : `${claim.reviewer.name} holds this object`} until ${when(claim.expires_at)}.`
      : permissions.review
        ? "Nobody holds this object."
        : "There is nothing here for you to decide.";
  return (
    <Text size="sm" c={held ? "var(--finding)" : "dimmed"} role="status" className={classes.holder}>
      {words}
    </Text>
  );
}

/** What an approval of the object approves along with it. */
function useApprovals() {
  const { workplace } = useWork();
  // Evidence that was refused is only approved by somebody who says so.
  const [said, setEvidence] = useState<boolean | null>(null);
  const evidence = said ?? workplace.evidence?.verdict !== "refused";
  const [text, setText] = useState(true);
  const askEvidence = workplace.evidence !== null && workplace.evidence.verdict !== "approved";
  const askText = workplace.text.version > 0 && !workplace.text.approved;
  return {
    flags: { approve_evidence: askEvidence && evidence, approve_text: askText && text },
    boxes: (askEvidence || askText) && (
      <Group gap="sm" wrap="nowrap" role="group" aria-label="Approving also approves">
        <Text size="sm" c="dimmed">
          with its
        </Text>
        {askEvidence && (
          <Checkbox
            size="sm"
            label="evidence"
            checked={evidence}
            onChange={(event) => setEvidence(event.currentTarget.checked)}
          />
        )}
        {askText && (
          <Checkbox
            size="sm"
            label="text query"
            checked={text}
            onChange={(event) => setText(event.currentTarget.checked)}
          />
        )}
      </Group>
    ),
  };
}

interface StepProps {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
  readonly disabled?: boolean;
  readonly primary?: boolean;
}

function Step({ id, label, run, disabled = false, primary = false }: StepProps) {
  const { keys, ...aria } = useShortcut(id);
  return (
    <Button
      variant={primary ? "filled" : "default"}
      disabled={disabled}
      onClick={run}
      rightSection={keys.map((spec) => <Keys key={spec} spec={spec} />)}
      {...aria}
    >
      {label}
    </Button>
  );
}
