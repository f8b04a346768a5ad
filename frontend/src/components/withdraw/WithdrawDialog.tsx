import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { withdraw } from "@/api/withdrawals";
import { ProblemNote } from "@/components/ProblemNote";
import { Consequences } from "@/components/withdraw/Consequences";
import { PickThing } from "@/components/withdraw/PickThing";
import type { Thing } from "@/components/withdraw/things";

interface WithdrawDialogProps {
  slug: string;
  /** What it is about; without it the person names the thing. */
  thing: Thing | null;
  opened: boolean;
  close: () => void;
  done?: () => void;
}

/** Takes an object or a picture out for good: what it is, why, and exactly what will happen. */
export function WithdrawDialog({ opened, close, ...rest }: WithdrawDialogProps) {
  const { thing } = rest;
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      title={thing ? `Withdraw ${thing.label}?` : "Withdraw something"}
    >
      {opened && <Form {...rest} close={close} />}
    </Modal>
  );
}

function Form({ slug, thing, close, done }: Omit<WithdrawDialogProps, "opened">) {
  const [picked, pick] = useState<Thing>(thing ?? { kind: "object", key: "", label: "" });
  const [reason, setReason] = useState("");
  const [note, setNote] = useState("");
  const [day, setDay] = useState("");
  const queries = useQueryClient();
  const withdrawing = useMutation({
    mutationFn: () =>
      withdraw(slug, {
        kind: picked.kind,
        key: picked.key.trim(),
        reason_public: reason,
        note_private: note,
        requested_on: day || null,
      }),
    onSuccess: () => {
      done?.();
      close();
      return queries.invalidateQueries({ queryKey: ["b", slug] });
    },
  });
  const isWhole = picked.key.trim() !== "" && reason.trim() !== "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) withdrawing.mutate();
      }}
    >
      <Stack gap="sm">
        {thing === null && <PickThing picked={picked} pick={pick} />}
        <Textarea
          label="Public reason"
          description="One sentence that errata and later releases repeat. Name nobody who asked not to be named."
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus={thing !== null || undefined}
        />
        <Textarea
          label="Private note"
          description="For maintainers only: who asked, and by which letter."
          autosize
          minRows={1}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label="Asked for on"
          w={200}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Consequences kind={picked.kind} />
        {withdrawing.isError && <ProblemNote problem={withdrawing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button type="submit" disabled={!isWhole} loading={withdrawing.isPending}>
            Withdraw for good
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
