import { Autocomplete, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { benchmarkQuery } from "@/api/benchmarks";
import { type DistractorSet, setsKey, stateLicence } from "@/api/distractorSets";
import { ProblemNote } from "@/components/ProblemNote";

interface SetLicenceProps {
  slug: string;
  set: DistractorSet;
}

/** What images are published under that name no licence, and where maintainers state it. */
export function SetLicence({ slug, set }: SetLicenceProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      {set.licence
        ? `${set.licence}, of images that name none`
        : "None stated for images that name none"}{" "}
      {set.may.state_licence && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`State the licence of ${set.slug}`}
          onClick={open}
        >
          {set.licence ? "Change" : "State it"}
        </Button>
      )}
      <Modal opened={opened} onClose={close} title={`Licence of ${set.slug}`}>
        <LicenceForm slug={slug} set={set} close={close} />
      </Modal>
    </>
  );
}

function LicenceForm({ slug, set, close }: SetLicenceProps & { close: () => void }) {
  const [licence, setLicence] = useState(set.licence);
  const benchmark = useQuery(benchmarkQuery(slug));
  const queries = useQueryClient();
  const stating = useMutation({
    mutationFn: () => stateLicence(set.id, licence),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: setsKey(slug) });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    stating.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">
          No release holds an image without a licence. What images state themselves stays as it is,
          and so does what releases say that are frozen.
        </Text>
        <Autocomplete
          label="Licence of images that name none"
          description="An SPDX identifier, or LicenseRef- and a name."
          data={[...(benchmark.data?.licences ?? [])]}
          value={licence}
          onChange={setLicence}
          required
          data-autofocus
        />
        {stating.isError && <ProblemNote problem={stating.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Leave it
          </Button>
          <Button type="submit" loading={stating.isPending} disabled={licence.trim() === ""}>
            State the licence
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
