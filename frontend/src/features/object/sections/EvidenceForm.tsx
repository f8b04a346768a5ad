import { Badge, Button, Group, SegmentedControl, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { Evidence } from "@/api/types";
import { ProblemNote } from "@/components/ProblemNote";
import { objectPath } from "@/features/object/data";
import shared from "@/features/object/object.module.css";
import classes from "@/features/object/sections/sections.module.css";
import { spoken } from "@/features/object/words";
import { useWork } from "@/features/object/work";

interface Claim {
  readonly kind: string;
  readonly date: string;
  readonly url: string;
  readonly statement: string;
}

const PUBLIC = "public_record";
const PRIVATE = "private_knowledge";

function claimOf(evidence: Evidence | null): Claim {
  return {
    kind: evidence?.kind.startsWith("private") ? PRIVATE : PUBLIC,
    date: evidence?.date ?? "",
    url: evidence?.url ?? "",
    statement: evidence?.statement ?? "",
  };
}

const COLOURS: Readonly<Record<string, string>> = { approved: "green", refused: "red" };

/** Why the object could not have been photographed before the cut-off. */
export function EvidenceForm() {
  const { workplace, benchmark, editable } = useWork();
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
      {editable ? <Form key={evidence?.version ?? 0} /> : <Reading evidence={evidence} />}
    </section>
  );
}

function Reading({ evidence }: { readonly evidence: Evidence | null }) {
  if (!evidence) return <Text size="sm">None.</Text>;
  return (
    <Text size="sm" component="div">
      {spoken(evidence.kind)}
      {evidence.date && `, ${evidence.date}`}
      {evidence.url && (
        <div className={classes.breakable}>
          <a href={evidence.url} target="_blank" rel="noreferrer">
            {evidence.url}
          </a>
        </div>
      )}
      {evidence.statement && <p className={classes.statement}>{evidence.statement}</p>}
    </Text>
  );
}

function Form() {
  const { workplace, address, refresh, say } = useWork();
  const { evidence } = workplace;
  const [claim, setClaim] = useState(() => claimOf(evidence));
  const set = (part: Partial<Claim>) => setClaim((now) => ({ ...now, ...part }));
  const isPublic = claim.kind === PUBLIC;
  const changed = JSON.stringify(claim) !== JSON.stringify(claimOf(evidence));
  const missing = isPublic
    ? !claim.date || !claim.url
      ? "A public record has a date and an address."
      : ""
    : !claim.statement.trim()
      ? "Private knowledge has a statement."
      : "";
  const save = useMutation({
    mutationFn: () =>
      request<Evidence>("PUT", `${objectPath(address)}evidence/`, {
        body: { ...claim, date: claim.date || null },
        version: evidence?.version ?? 0,
      }),
    onSuccess: () => {
      say("Evidence saved.");
      refresh();
    },
  });
  const problem = save.isError ? asProblem(save.error) : null;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
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
        <Text size="xs" c="dimmed">
          {changed ? missing : evidence ? "Saved" : missing}
        </Text>
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
