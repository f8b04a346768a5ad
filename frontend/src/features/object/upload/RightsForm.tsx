import { Group, SegmentedControl, Text, TextInput } from "@mantine/core";
import type { Rights } from "@/features/object/upload/tus";

interface Props {
  readonly rights: Rights;
  readonly onChange: (rights: Rights) => void;
}

/** Where the next pictures come from; each picture's own rights can be mended under About. */
export function RightsForm({ rights, onChange }: Props) {
  const set = (part: Partial<Rights>) => onChange({ ...rights, ...part });
  return (
    <details>
      <summary>
        <Text span size="xs" c="dimmed">
          Next files: {rights.origin === "captured" ? "taken by" : "downloaded, by"}{" "}
          {rights.author || "unknown"}, {rights.licence || "no licence"}
        </Text>
      </summary>
      <SegmentedControl
        size="xs"
        my="xs"
        fullWidth
        aria-label="Origin of the next files"
        value={rights.origin}
        onChange={(origin) => set({ origin: origin as Rights["origin"] })}
        data={[
          { value: "captured", label: "I took them" },
          { value: "downloaded", label: "Downloaded" },
        ]}
      />
      <Group grow gap="xs">
        <TextInput
          size="xs"
          label="Author"
          value={rights.author}
          onChange={(event) => set({ author: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          label="Licence (SPDX)"
          value={rights.licence}
          onChange={(event) => set({ licence: event.currentTarget.value })}
        />
      </Group>
      {rights.origin === "downloaded" && (
        <TextInput
          size="xs"
          mt="xs"
          label="Address they come from"
          type="url"
          value={rights.source_url}
          onChange={(event) => set({ source_url: event.currentTarget.value })}
        />
      )}
    </details>
  );
}
