import { SegmentedControl, TextInput } from "@mantine/core";
import type { ThingKind } from "@/api/release";
import type { Thing } from "@/components/withdraw/things";

const KINDS: readonly { value: ThingKind; label: string; key: string; hint: string }[] = [
  {
    value: "object",
    label: "Object",
    key: "Key of the object",
    hint: "As in the address of its page.",
  },
  {
    value: "image",
    label: "Image",
    key: "Id of the image",
    hint: "As in metadata/images.csv of the release.",
  },
  {
    value: "distractor",
    label: "Distractor",
    key: "Key of the distractor",
    hint: "The 32 digits of its file name.",
  },
];

/** Names what somebody wrote about: by the key that the release publishes. */
export function PickThing({ picked, pick }: { picked: Thing; pick: (thing: Thing) => void }) {
  const kind = KINDS.find(({ value }) => value === picked.kind);
  return (
    <>
      <SegmentedControl
        aria-label="What is withdrawn"
        value={picked.kind}
        onChange={(value) => pick({ ...picked, kind: value as ThingKind })}
        data={KINDS.map(({ value, label }) => ({ value, label }))}
      />
      <TextInput
        label={kind?.key}
        description={kind?.hint}
        required
        data-autofocus
        value={picked.key}
        onChange={(event) => pick({ ...picked, key: event.currentTarget.value })}
      />
    </>
  );
}
