import { Badge, Button, Group, SegmentedControl, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { Evidence } from "@/api/types";
import { ProblemNote } from "@/components/ProblemNote";
import { objectPath, patchWorkplace } from "@/features/object/data";
import shared from "@/features/object/object.module.css";
import { EvidenceReading } from "@/features/object/sections/EvidenceReading";
import { EvidenceVerdict } from "@/features/object/sections/EvidenceVerdict";
import {
  type Claim,
  type Claiming,
  claimOf,
  PRIVATE,
  PUBLIC,
  useClaiming,
} from "@/features/object/sections/evidence";
import { StaleEvidence } from "@/features/object/sections/StaleEvidence";
import classes from "@/features/object/sections/sections.module.css";
import { when } from "@/features/object/words";
import { useWork } from "@/features/object/work";

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
  const { workplace, address, refresh, say } = useWork();
  const client = useQueryClient();
  const { evidence } = workplace;
  const claiming = useClaiming();
  const { claim, changed, change: set } = claiming;
  const isPublic = claim.kind === PUBLIC;
  const missing = missingIn(claim);
  const save = useMutation({
    mutationFn: () =>
      api.put<Evidence>(
        `${objectPath(address)}evidence/`,
        { ...claim, date: claim.date || null },
        evidence?.version ?? 0,
      ),
    onSuccess: (saved) => {
      patchWorkplace(client, address, (now) => ({ ...now, evidence: saved }));
      void claiming.forget();
      say("Evidence saved.");
      refresh();
    },
    // Reading the object again brings the other version, and both are shown.
    onError: (error) => asProblem(error).status === 412 && refresh(),
  });
  const failed = save.isError ? asProblem(save.error) : null;
  const problem = failed?.status === 412 ? null : failed;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <StaleEvidence claiming={claiming} stored={evidence && claimOf(evidence)} />
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
            error={problem?.fields.date}
            onChange={(event) => set({ date: event.currentTarget.value })}
          />
          <TextInput
            size="sm"
            type="url"
            label="Address of the record"
            placeholder="https://"
            value={claim.url}
            error={problem?.fields.url}
            onChange={(event) => set({ url: event.currentTarget.value })}
          />
        </>
      )}
      <Textarea
        size="sm"
        autosize
        minRows={2}
        label={isPublic ? "What it says" : "Statement"}
        value={claim.statement}
        error={problem?.fields.statement}
        onChange={(event) => set({ statement: event.currentTarget.value })}
      />
      {problem && <ProblemNote problem={problem} />}
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed" role="status" aria-label="State of the evidence">
          {stateOf(claiming, evidence !== null)}
        </Text>
        {claiming.restored && (
          <Button size="compact-sm" variant="default" onClick={() => void claiming.forget()}>
            Discard
          </Button>
        )}
        <Button
          type="submit"
          size="compact-sm"
          disabled={!changed || missing !== ""}
          loading={save.isPending}
        >
          Save evidence
        </Button>
      </Group>
    </form>
  );
}

function missingIn({ kind, date, url, statement }: Claim): string {
  if (kind !== PUBLIC) return statement.trim() ? "" : "Private knowledge has a statement.";
  return date && url ? "" : "A public record has a date and an address.";
}

function stateOf({ claim, changed, restored }: Claiming, isStored: boolean): string {
  const missing = missingIn(claim);
  if (!changed) return isStored ? "Saved" : missing;
  const kept = restored ? `Typed ${when(restored)}, kept here.` : "Not saved yet, kept here.";
  return missing ? `${kept} ${missing}` : kept;
}
