import { Checkbox, Stack } from "@mantine/core";
import type { NewRun, Searchable } from "@/api/mining";
import { plural } from "@/lib/format";

interface FieldsProps {
  found: Searchable;
  settings: NewRun;
  change: (part: Partial<NewRun>) => void;
}

/** From which sets of distractors. */
export function SetFields({ found, settings, change }: FieldsProps) {
  return (
    <Checkbox.Group
      label="Sets of distractors"
      value={settings.sets}
      onChange={(sets) => change({ sets })}
    >
      <Stack gap={6} mt={4}>
        {found.sets.map(({ slug, images }) => (
          <Checkbox key={slug} value={slug} label={`${slug}: ${plural(images, "distractor")}`} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
