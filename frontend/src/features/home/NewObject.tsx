import { Button, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useNavigate } from "react-router";
import { createObject } from "@/api/objects";
import { asProblem } from "@/api/problems";
import { ProblemNote } from "@/components/ProblemNote";

interface NewObjectProps {
  slug: string;
  opened: boolean;
  onClose: () => void;
}

/** A name is enough: everything else is added where the pictures are. */
export function NewObject({ slug, opened, onClose }: NewObjectProps) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const creating = useMutation({
    mutationFn: (name: string) => createObject(slug, { name }),
    onSuccess: (card) => {
      client.invalidateQueries({ queryKey: ["b", slug] });
      navigate(`/b/${slug}/objects/${card.key}`);
    },
  });
  const problem = creating.isError ? asProblem(creating.error) : null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    creating.mutate(String(new FormData(event.currentTarget).get("name")).trim());
  };
  return (
    <Modal opened={opened} onClose={onClose} title="New object">
      <form onSubmit={submit}>
        <Stack>
          {problem && !problem.fields.name && <ProblemNote problem={problem} />}
          <TextInput
            label="Name"
            description="What you would call it to a colleague, such as “Blue teapot with crane”"
            name="name"
            maxLength={200}
            error={problem?.fields.name}
            required
            withAsterisk={false}
            data-autofocus
          />
          <Button type="submit" loading={creating.isPending}>
            Add the object
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
