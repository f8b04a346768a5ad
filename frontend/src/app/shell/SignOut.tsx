import { Button, Group, Modal, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { asProblem } from "@/api/problems";
import { signOut } from "@/api/session";
import type { User } from "@/api/types";
import { ProblemNote } from "@/components/ProblemNote";
import { plural } from "@/lib/format";

/** Loaded only when it is needed: most pages edit nothing. */
const sessions = () => import("@/saving/sessions");

interface Leaving {
  /** Saves what waits; signs out when the server has everything, and asks when it has not. */
  readonly start: () => void;
  readonly isBusy: boolean;
  readonly dialog: ReactNode;
}

/** Signing out removes every draft from this device, so nothing unsaved goes without a word. */
export function useSignOut(user: User | null | undefined): Leaving {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [unsaved, setUnsaved] = useState(0);
  const [isAsking, setAsking] = useState(false);
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await (await sessions()).forgetAll();
      client.clear();
      navigate("/sign-in");
    },
    onError: () => setAsking(true),
  });
  const checking = useMutation({
    mutationFn: async () => (user ? (await sessions()).countUnsaved(user.id) : 0),
    onSuccess: (count) => {
      setUnsaved(count);
      if (count > 0) setAsking(true);
      else leaving.mutate();
    },
    onError: () => setAsking(true),
  });
  const problem = leaving.error ?? checking.error;
  const dialog = (
    <Modal
      opened={isAsking}
      onClose={() => setAsking(false)}
      withCloseButton={false}
      title={unsaved > 0 ? `${plural(unsaved, "change")} not saved yet` : "You are still signed in"}
    >
      {unsaved > 0 && (
        <Text size="sm" mb="md">
          The server does not have {unsaved === 1 ? "it" : "them"}: kept on this device only, and
          removed from it by signing out.
        </Text>
      )}
      {problem && <ProblemNote problem={asProblem(problem)} />}
      <Group justify="flex-end" mt="md">
        <Button data-autofocus onClick={() => setAsking(false)}>
          Stay
        </Button>
        <Button
          variant="default"
          c={unsaved > 0 ? "var(--distractor)" : undefined}
          loading={leaving.isPending}
          onClick={() => leaving.mutate()}
        >
          {unsaved > 0 ? `Sign out and lose ${plural(unsaved, "change")}` : "Sign out"}
        </Button>
      </Group>
    </Modal>
  );
  return {
    start: () => {
      leaving.reset();
      checking.mutate();
    },
    isBusy: checking.isPending || leaving.isPending,
    dialog,
  };
}
