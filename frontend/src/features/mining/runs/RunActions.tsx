import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { miningKey, type Run, type RunVerb, steerRun } from "@/api/mining";
import type { Command } from "@/commands/registry";
import { useCommands, useShortcut } from "@/commands/useCommands";
import { ProblemNote } from "@/components/ProblemNote";
import { ConfirmDialog } from "@/features/mining/runs/ConfirmDialog";
import type { Asking } from "@/features/mining/runs/decisions";

interface RunActionsProps {
  slug: string;
  run: Run;
  /** Decided where it is looked at: on its own page, by key too. */
  decide?: boolean;
}

const LABELS: readonly [RunVerb, string, Asking | null][] = [
  ["pause", "Pause", null],
  ["resume", "Resume", null],
  ["cancel", "Cancel", "cancel"],
  ["discard", "Discard", "discard"],
  ["accept", "Accept", "accept"],
];

/** Pause and resume at once; cancelling, accepting and discarding ask first. */
export function RunActions({ slug, run, decide = false }: RunActionsProps) {
  const queries = useQueryClient();
  const [asking, ask] = useState<Asking | null>(null);
  const steering = useMutation({
    mutationFn: (verb: RunVerb) => steerRun(run.id, verb),
    onSuccess: () => ask(null),
    onSettled: () => queries.invalidateQueries({ queryKey: miningKey(slug) }),
  });
  const begin = (verb: Asking) => {
    steering.reset();
    ask(verb);
  };
  useCommands(decide ? decisionKeys(run, begin) : []);
  const { "aria-keyshortcuts": accept } = useShortcut("mining.accept");
  const { "aria-keyshortcuts": discard } = useShortcut("mining.discard");
  const shortcuts: Partial<Record<RunVerb, string | undefined>> = decide ? { accept, discard } : {};
  const offered = LABELS.filter(
    ([verb]) => run.may[verb] && (decide || (verb !== "accept" && verb !== "discard")),
  );
  if (offered.length === 0) return null;
  return (
    <div>
      <Group gap="xs">
        {offered.map(([verb, label, asks]) => (
          <Button
            key={verb}
            size={decide ? "sm" : "compact-sm"}
            variant={verb === "accept" ? "filled" : "default"}
            aria-label={`${label} ${run.name}`}
            aria-keyshortcuts={shortcuts[verb]}
            loading={steering.isPending && steering.variables === verb}
            onClick={() => (asks ? begin(asks) : steering.mutate(verb))}
          >
            {label}
          </Button>
        ))}
      </Group>
      {steering.isError && asking === null && <ProblemNote problem={steering.error} />}
      <ConfirmDialog
        slug={slug}
        run={run}
        asking={asking}
        close={() => ask(null)}
        act={(verb) => steering.mutate(verb)}
        pending={steering.isPending}
        problem={asking ? steering.error : null}
      />
    </div>
  );
}

function decisionKeys(run: Run, begin: (verb: Asking) => void): Command[] {
  return [
    {
      id: "mining.accept",
      label: "Accept this subset",
      keys: ["a"],
      scope: "page",
      when: () => run.may.accept,
      run: () => begin("accept"),
    },
    {
      id: "mining.discard",
      label: "Discard this subset",
      keys: ["x"],
      scope: "page",
      when: () => run.may.discard,
      run: () => begin("discard"),
    },
  ];
}
