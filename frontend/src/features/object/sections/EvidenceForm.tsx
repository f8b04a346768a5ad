import { Badge, Group, SegmentedControl, Text, Textarea, TextInput } from "@mantine/core";
import shared from "@/features/object/object.module.css";
import { EvidenceReading } from "@/features/object/sections/EvidenceReading";
import { EvidenceVerdict } from "@/features/object/sections/EvidenceVerdict";
import {
  type Claim,
  missingIn,
  PRIVATE,
  PUBLIC,
  useEvidence,
} from "@/features/object/sections/evidence";
import { StaleEvidence } from "@/features/object/sections/StaleEvidence";
import classes from "@/features/object/sections/sections.module.css";
import { DraftNotice } from "@/features/object/stage/DraftNotice";
import { useWork } from "@/features/object/work";
import { SaveLine } from "@/saving/SaveLine";
import { useEditing, useSaveState } from "@/saving/useSession";

const COLOURS: Readonly<Record<string, string>> = { approved: "green", refused: "red" };

/** Why the object could not have been photographed before the cut-off. */
export function EvidenceForm() {
  const { workplace, benchmark, editable, mode } = useWork();
  const { evidence } = workplace;
  return (
    <section data-spot="evidence" tabIndex={-1} aria-label="Evidence">
      <Group justify="space-between">
        <h3 className={shared.smallTitle}>Evidence</h3>
        {evidence && (
          <Badge variant="dot" color={COLOURS[evidence.verdict] ?? "gray"} tt="none" c="var(--ink)">
            {evidence.verdict === "open" ? "not judged yet" : evidence.verdict}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed" mb="xs">
        That it did not exist before {benchmark.cutoff}.
      </Text>
      {editable ? <Form /> : <EvidenceReading evidence={evidence} />}
      {evidence && mode === "review" && workplace.permissions.review && (
        <EvidenceVerdict evidence={evidence} />
      )}
    </section>
  );
}

function Form() {
  const { workplace } = useWork();
  const session = useEvidence();
  const { value: claim } = useEditing(session);
  const state = useSaveState(session);
  const fields = (state.kind === "unsaved" && state.fields) || {};
  const set = (part: Partial<Claim>) => session.edit({ ...claim, ...part });
  const flush = () => session.saver.flush();
  const isPublic = claim.kind === PUBLIC;
  const isEmpty = workplace.evidence === null && session.saver.isClean;
  return (
    <div className={classes.form}>
      <DraftNotice session={session} what="Evidence" />
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Kind of evidence"
        value={claim.kind}
        onChange={(kind) => set({ kind })}
        data={[
          { value: PUBLIC, label: "Public record" },
          { value: PRIVATE, label: "Private knowledge" },
        ]}
      />
      {isPublic && (
        <>
          <TextInput
            size="sm"
            type="date"
            label="Date of the record"
            value={claim.date}
            error={fields.date}
            onBlur={flush}
            onChange={(event) => set({ date: event.currentTarget.value })}
          />
          <TextInput
            size="sm"
            type="url"
            label="Address of the record"
            placeholder="https://"
            maxLength={500}
            value={claim.url}
            error={fields.url}
            onBlur={flush}
            onChange={(event) => set({ url: event.currentTarget.value })}
          />
        </>
      )}
      <Textarea
        size="sm"
        autosize
        minRows={2}
        maxLength={5000}
        label={isPublic ? "What it says" : "Statement"}
        value={claim.statement}
        error={fields.statement}
        onBlur={flush}
        onChange={(event) => set({ statement: event.currentTarget.value })}
      />
      {isEmpty && (
        <Text size="xs" c="dimmed">
          {missingIn(claim)}
        </Text>
      )}
      <SaveLine state={state} retry={flush} what="evidence" />
      <StaleEvidence session={session} />
    </div>
  );
}
