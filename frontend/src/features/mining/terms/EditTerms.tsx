import { Button, Group, Stack, TagsInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { editExtraTerms, miningKey } from "@/api/mining";
import { ProblemNote } from "@/components/ProblemNote";
import type { CategoryTerms } from "@/features/mining/terms/tree";

interface EditTermsProps {
  slug: string;
  category: CategoryTerms;
  leave: () => void;
}

/** Replaces the extra terms of a category; what was typed last counts without another Enter. */
export function EditTerms({ slug, category, leave }: EditTermsProps) {
  const [terms, setTerms] = useState<string[]>([...category.extra]);
  const [typed, setTyped] = useState("");
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: () => editExtraTerms(category.id, withTyped(terms, typed)),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: [...miningKey(slug), "terms"] }),
        queries.invalidateQueries({ queryKey: ["b", slug, "categories"] }),
      ]);
      leave();
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") leave();
  };
  return (
    <Stack gap="xs" onKeyDown={onKeyDown}>
      <TagsInput
        aria-label={`Extra terms of ${category.name}`}
        description="Enter or a comma ends a term."
        size="sm"
        data-autofocus
        autoFocus
        maxLength={80}
        splitChars={[","]}
        value={terms}
        onChange={setTerms}
        searchValue={typed}
        onSearchChange={setTyped}
      />
      {saving.isError && <ProblemNote problem={saving.error} />}
      <Group gap="xs">
        <Button size="compact-sm" loading={saving.isPending} onClick={() => saving.mutate()}>
          Save terms
        </Button>
        <Button size="compact-sm" variant="default" onClick={leave}>
          Leave as they were
        </Button>
      </Group>
    </Stack>
  );
}

function withTyped(terms: readonly string[], typed: string): string[] {
  const last = typed.trim();
  return last && !terms.includes(last) ? [...terms, last] : [...terms];
}
