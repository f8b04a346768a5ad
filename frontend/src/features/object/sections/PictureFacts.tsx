import { Button, Group, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { WorkImage } from "@/api/types";
import { ProblemNote } from "@/components/ProblemNote";
import { patchWorkplace } from "@/features/object/data";
import shared from "@/features/object/object.module.css";
import classes from "@/features/object/sections/sections.module.css";
import { refuse, tell } from "@/features/object/toasts";
import { titleOf, when } from "@/features/object/words";
import { useWork } from "@/features/object/work";

/** What is known of the picture in the middle: rights, camera, measures. */
export function PictureFacts({ image }: { readonly image: WorkImage }) {
  const { images, editable } = useWork();
  return (
    <section aria-label="This picture">
      <h3 className={shared.smallTitle}>{titleOf(image, images)}</h3>
      <dl className={classes.facts}>
        <Fact name="File" value={image.source_path} />
        <Fact name="Camera" value={image.camera} />
        <Fact name="Taken" value={image.captured_at ? when(image.captured_at) : ""} />
        <Fact
          name="Clutter, scale"
          value={
            image.measure
              ? `${image.measure.clutter} segments (${image.measure.segmenter}), ${(100 * image.measure.scale).toFixed(1)} %`
              : ""
          }
        />
        {!editable && (
          <>
            <Fact name="Origin" value={image.origin} />
            <Fact name="Author" value={image.author} />
            <Fact name="Licence" value={image.licence} />
            <Fact name="Source" value={image.source_url} />
          </>
        )}
      </dl>
      {editable && <Rights image={image} />}
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  if (!value) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const RIGHTS = [
  ["author", "Author"],
  ["licence", "Licence (SPDX)"],
  ["source_url", "Address it comes from"],
] as const;

function Rights({ image }: { readonly image: WorkImage }) {
  const { refresh } = useWork();
  const [draft, setDraft] = useState<Partial<WorkImage>>({});
  const save = useMutation({
    mutationFn: (part: Partial<WorkImage>) => api.patch(`images/${image.id}/`, part),
    onSuccess: () => {
      setDraft({});
      refresh();
    },
  });
  const commit = (name: keyof WorkImage) => {
    if (draft[name] !== undefined && draft[name] !== image[name]) {
      save.mutate({ [name]: draft[name] });
    }
  };
  return (
    <div className={classes.form} data-spot="rights">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Role of this picture"
        value={image.role}
        onChange={(role) => save.mutate({ role: role as WorkImage["role"] })}
        data={[
          { value: "query", label: "Query" },
          { value: "positive", label: "Positive" },
        ]}
      />
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Origin of this picture"
        value={image.origin}
        onChange={(origin) => save.mutate({ origin })}
        data={[
          { value: "captured", label: "Captured" },
          { value: "downloaded", label: "Downloaded" },
        ]}
      />
      {RIGHTS.filter(([name]) => name !== "source_url" || image.origin === "downloaded").map(
        ([name, label]) => (
          <TextInput
            key={name}
            size="xs"
            label={label}
            value={draft[name] ?? image[name]}
            onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
            onBlur={() => commit(name)}
            onKeyDown={(event) => event.key === "Enter" && commit(name)}
          />
        ),
      )}
      {save.isError && <ProblemNote problem={asProblem(save.error)} />}
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {save.isPending ? "Saving" : save.isSuccess ? "Saved" : ""}
        </Text>
        <DeletePicture image={image} />
      </Group>
    </div>
  );
}

/** Takes the picture out at once and offers the way back. */
function DeletePicture({ image }: { readonly image: WorkImage }) {
  const client = useQueryClient();
  const { address, refresh, images } = useWork();
  const remove = useMutation({
    mutationFn: () => api.delete(`images/${image.id}/`),
    onMutate: () =>
      patchWorkplace(client, address, (now) => ({
        ...now,
        images: now.images.filter(({ id }) => id !== image.id),
      })),
    onSuccess: () => {
      tell(`${titleOf(image, images)} removed.`, () => {
        void api.post(`images/${image.id}/restore/`).then(refresh, (error: unknown) => {
          refuse(asProblem(error).sentence);
        });
      });
    },
    onError: (error) => refuse(asProblem(error).sentence),
    onSettled: refresh,
  });
  return (
    <Button size="compact-xs" variant="subtle" color="gray" onClick={() => remove.mutate()}>
      Remove picture
    </Button>
  );
}
