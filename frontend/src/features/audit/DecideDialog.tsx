import { Button, Group, Modal, Radio, Stack, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Asked, type Audit, type Decision, type Found, sendDecision } from "@/api/audit";
import { ProblemNote } from "@/components/ProblemNote";

interface DecideDialogProps {
  asked: Asked;
  found: Found | null;
  may: Audit["may"];
  close: () => void;
  done: (found: Found) => void;
}

/** A distractor that shows the object leaves its set, or the object leaves the benchmark. */
export function DecideDialog({ found, close, ...rest }: DecideDialogProps) {
  return (
    <Modal opened={found !== null} onClose={close} title="This distractor shows the object">
      {found && <Form found={found} close={close} {...rest} />}
    </Modal>
  );
}

type Action = Decision["action"];

const ACTIONS: readonly { action: Action; label: string; what: string }[] = [
  {
    action: "remove",
    label: "Remove the distractor from the set",
    what: "No release and no search has it from now on; the record of it stays.",
  },
  {
    action: "reject-object",
    label: "Reject the object",
    what: "For an object that is shown too often to be told apart, or is not unique.",
  },
];

function Form({ asked, found, may, close, done }: DecideDialogProps & { found: Found }) {
  const allowed = ACTIONS.filter(({ action }) => (action === "remove" ? may.remove : may.reject));
  const [action, choose] = useState<Action>(allowed[0]?.action ?? "remove");
  const [note, setNote] = useState("");
  const queries = useQueryClient();
  const deciding = useMutation({
    mutationFn: () =>
      sendDecision(asked, { set: found.set, distractor: found.distractor, action, note }),
    onSuccess: () => {
      done(found);
      close();
      return queries.invalidateQueries({ queryKey: ["b", asked.slug] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        deciding.mutate();
      }}
    >
      <Stack gap="md">
        <Radio.Group
          label={`What becomes of ${found.distractor}?`}
          value={action}
          onChange={(value) => choose(value as Action)}
        >
          <Stack gap="xs" mt="xs">
            {allowed.map(({ action: value, label, what }) => (
              <Radio key={value} value={value} label={label} description={what} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label="Note"
          description="Kept with the record."
          autosize
          minRows={2}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {deciding.isError && <ProblemNote problem={deciding.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Decide later
          </Button>
          <Button type="submit" loading={deciding.isPending}>
            {action === "remove" ? "Remove it" : "Reject the object"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
