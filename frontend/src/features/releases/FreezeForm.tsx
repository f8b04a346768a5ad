import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { body, client } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { Gate } from "@/api/types";
import { ProblemNote } from "@/components/ProblemNote";
import { plural } from "@/lib/format";
import classes from "./ReleasesPage.module.css";

const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** Number it, decide about blocked objects, confirm once: freezing cannot be undone. */
export function FreezeForm({ slug, gate }: { slug: string; gate: Gate }) {
  const queries = useQueryClient();
  const [version, setVersion] = useState(gate.next_version);
  const [leaveOut, setLeaveOut] = useState(false);
  const [asking, { open, close }] = useDisclosure(false);
  const freezing = useMutation({
    mutationFn: () =>
      body(
        client.POST("/api/benchmarks/{slug}/releases/", {
          params: { path: { slug } },
          body: { version, leave_out: leaveOut },
        }),
      ),
    onSettled: () => {
      close();
      return queries.invalidateQueries({ queryKey: ["b", slug] });
    },
  });
  const wrongVersion = VERSION.test(version) ? null : "Three numbers, such as 1.2.0";
  const why = hindrance(gate, leaveOut);
  const sentence = `${plural(gate.counts.objects, "object")} with ${plural(gate.counts.queries, "query", "queries")}, ${plural(gate.counts.positives, "positive")} and ${plural(gate.counts.distractors, "distractor")}`;
  return (
    <div className={classes.freeze}>
      {gate.blocked.length > 0 && (
        <Checkbox
          checked={leaveOut}
          onChange={(event) => setLeaveOut(event.currentTarget.checked)}
          label={`Leave out the ${plural(gate.blocked.length, "object")} named above; the release will say so`}
        />
      )}
      <Group align="flex-end" gap="sm">
        <TextInput
          label="Version"
          value={version}
          onChange={(event) => setVersion(event.currentTarget.value.trim())}
          error={wrongVersion}
          w={136}
        />
        <Button onClick={open} disabled={why !== null || wrongVersion !== null}>
          Freeze {version}
        </Button>
        {why && (
          <Text size="sm" c="dimmed" lh="36px">
            {why}
          </Text>
        )}
      </Group>
      {freezing.isError && <ProblemNote problem={asProblem(freezing.error)} />}
      <Modal opened={asking} onClose={close} title={`Freeze ${version}?`}>
        <Stack>
          <Text>
            {sentence} will be copied. From then on nobody can change this release, and the number{" "}
            {version} is taken for good.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Not yet
            </Button>
            <Button loading={freezing.isPending} onClick={() => freezing.mutate()} data-autofocus>
              Freeze {version}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </div>
  );
}

/** The one sentence beside a disabled button. */
function hindrance(gate: Gate, leaveOut: boolean): string | null {
  if (gate.ready === 0) return "No accepted object is ready.";
  if (gate.blocked.length > 0 && !leaveOut) return "Mend the objects above, or leave them out.";
  if (gate.problems.length > 0) return "The points above must be mended first.";
  return null;
}
