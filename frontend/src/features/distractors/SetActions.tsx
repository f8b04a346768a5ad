import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type DistractorSet, type SetVerb, setsKey, steer } from "@/api/distractorSets";
import { ProblemNote } from "@/components/ProblemNote";
import { CancelDialog } from "@/features/distractors/CancelDialog";

/** Pause, resume and try again at once; cancelling asks, for it can't be taken back. */
export function SetActions({ slug, set }: { slug: string; set: DistractorSet }) {
  const queries = useQueryClient();
  const [asking, { open, close }] = useDisclosure(false);
  const steering = useMutation({
    mutationFn: (verb: SetVerb) => steer(set.id, verb),
    onSuccess: close,
    onSettled: () => queries.invalidateQueries({ queryKey: setsKey(slug) }),
  });
  const { pause, resume, cancel, retry } = set.may;
  if (!pause && !resume && !cancel && !retry) return null;
  const button = (verb: SetVerb, label: string, act: () => void) => (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={`${label} ${set.slug}`}
      loading={steering.isPending && steering.variables === verb}
      onClick={act}
    >
      {label}
    </Button>
  );
  return (
    <div>
      <Group gap="xs">
        {retry &&
          button("retry", set.problem ? "Try again" : "Try failed shards again", () =>
            steering.mutate("retry"),
          )}
        {pause && button("pause", "Pause", () => steering.mutate("pause"))}
        {resume && button("resume", "Resume", () => steering.mutate("resume"))}
        {cancel && button("cancel", "Cancel", open)}
      </Group>
      {steering.isError && !asking && <ProblemNote problem={steering.error} />}
      <CancelDialog
        set={set}
        opened={asking}
        close={close}
        cancel={() => steering.mutate("cancel")}
        pending={steering.isPending}
        problem={asking ? steering.error : null}
      />
    </div>
  );
}
