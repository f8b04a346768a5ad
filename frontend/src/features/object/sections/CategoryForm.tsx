import { Autocomplete, Button, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { categoriesQuery } from "@/api/benchmarks";
import { api } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { Category } from "@/api/types";
import { ProblemNote } from "@/components/ProblemNote";
import { objectPath } from "@/features/object/data";
import shared from "@/features/object/object.module.css";
import classes from "@/features/object/sections/sections.module.css";
import { useWork } from "@/features/object/work";

const LEVELS = ["coarse", "mid", "fine"] as const;

/** Names below what was chosen one level up, once each. */
function namesUnder(categories: readonly Category[], path: readonly string[]): string[] {
  let level = categories.filter(({ parent }) => parent === null);
  for (const name of path) {
    const ids = new Set(level.filter((category) => category.name === name).map(({ id }) => id));
    level = categories.filter(({ parent }) => parent !== null && ids.has(parent));
  }
  return [...new Set(level.map(({ name }) => name))].sort();
}

/** Where the object sits in the taxonomy: up to three levels, known ones offered, new ones allowed. */
export function CategoryForm() {
  const { workplace, editable } = useWork();
  const path = workplace.category?.path ?? [];
  return (
    <section data-spot="categories" tabIndex={-1} aria-label="Categories">
      <h3 className={shared.smallTitle}>Categories</h3>
      {editable ? (
        <Form key={path.join("/")} path={path} />
      ) : (
        <Text size="sm">{path.join(" › ") || "None."}</Text>
      )}
    </section>
  );
}

function Form({ path }: { readonly path: readonly string[] }) {
  const { address, refresh, say } = useWork();
  const client = useQueryClient();
  const { data: known = [] } = useQuery(categoriesQuery(address.slug));
  const [names, setNames] = useState(LEVELS.map((_, index) => path[index] ?? ""));
  const save = useMutation({
    mutationFn: () => {
      const [coarse, mid, fine] = names.map((name) => name.trim());
      return api.patch(objectPath(address), { coarse, mid, fine });
    },
    onSuccess: () => {
      say("Categories saved.");
      void client.invalidateQueries({ queryKey: categoriesQuery(address.slug).queryKey });
      refresh();
    },
  });
  const changed = LEVELS.some((_, index) => (path[index] ?? "") !== names[index]?.trim());
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={classes.levels}>
        {LEVELS.map((level, index) => (
          <Autocomplete
            key={level}
            size="sm"
            label={level[0]?.toUpperCase() + level.slice(1)}
            value={names[index] ?? ""}
            disabled={index > 0 && !names[index - 1]?.trim()}
            data={namesUnder(
              known,
              names.slice(0, index).map((name) => name.trim()),
            )}
            onChange={(value) =>
              setNames((now) => now.map((name, at) => (at === index ? value : name)))
            }
          />
        ))}
      </div>
      {save.isError && <ProblemNote problem={asProblem(save.error)} />}
      {changed && (
        <Button
          type="submit"
          size="compact-sm"
          ml="auto"
          disabled={!names[0]?.trim()}
          loading={save.isPending}
        >
          Save categories
        </Button>
      )}
    </form>
  );
}
