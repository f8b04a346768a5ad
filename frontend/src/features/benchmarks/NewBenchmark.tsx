import { Button, Modal, NumberInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { benchmarksQuery } from "@/api/benchmarks";
import { body, client } from "@/api/client";
import { asProblem } from "@/api/problems";
import { ProblemNote } from "@/components/ProblemNote";
import { withoutAccents } from "@/lib/accents";

/** "Toys of Delft, 2024" → "toys_of_delft_2024": what the server accepts as an address. */
export const slugFrom = (title: string): string =>
  withoutAccents(title)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 60);

export function NewBenchmark({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [title, setTitle] = useState("");
  const [slug, setSlug] = useState<string | null>(null);
  const creating = useMutation({
    mutationFn: (details: { slug: string; title: string; cutoff: string; goal_objects: number }) =>
      body(client.POST("/api/benchmarks/", { body: details })),
    onSuccess: (card) => {
      queries.invalidateQueries({ queryKey: benchmarksQuery.queryKey });
      navigate(`/b/${card.slug}`);
    },
  });
  const fields = creating.isError ? asProblem(creating.error).fields : {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    creating.mutate({
      title,
      slug: slug ?? slugFrom(title),
      cutoff: String(form.get("cutoff")),
      goal_objects: Number(form.get("goal")),
    });
  };
  return (
    <Modal opened={opened} onClose={onClose} title="New benchmark">
      <form onSubmit={submit}>
        <Stack>
          {creating.isError && <ProblemNote problem={creating.error} />}
          <TextInput
            label="Title"
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={fields.title}
            required
            data-autofocus
          />
          <TextInput
            label="Address"
            description="Small letters, digits and underscores; it stays for good"
            value={slug ?? slugFrom(title)}
            onChange={(event) => setSlug(event.currentTarget.value)}
            error={fields.slug}
            required
          />
          <TextInput
            label="Cut-off"
            description="Objects must not have existed before this day"
            type="date"
            name="cutoff"
            error={fields.cutoff}
            required
          />
          <NumberInput
            label="Goal"
            description="How many objects you mean to collect"
            name="goal"
            min={1}
            defaultValue={100}
            allowDecimal={false}
            error={fields.goal_objects}
          />
          <Button type="submit" loading={creating.isPending}>
            Start the benchmark
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
