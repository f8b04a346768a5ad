import { Button, Group, Modal } from "@mantine/core";
import type { MinedImage } from "@/api/mining";
import { useCommands } from "@/commands/useCommands";
import { type Fact, FactList } from "@/components/FactList";
import { Picture } from "@/components/Picture";
import { scoreWords } from "@/features/mining/words";
import classes from "./Sights.module.css";

interface LargeSightProps {
  rows: readonly MinedImage[];
  /** Which of the rows; nothing while it is closed. */
  place: number | null;
  go: (place: number | null) => void;
  label: string;
}

/** One distractor as large as fits, with everything that made its score. */
export function LargeSight({ rows, place, go, label }: LargeSightProps) {
  const row = place === null ? undefined : rows[place];
  const step = (by: 1 | -1) => {
    if (place !== null && rows[place + by]) go(place + by);
  };
  const key = (name: string, words: string, spec: string, by: 1 | -1) => ({
    id: `mining.${label}.${name}`,
    label: words,
    keys: [spec],
    scope: "dialog" as const,
    when: () => row !== undefined,
    run: () => step(by),
  });
  useCommands([
    key("next", "Next picture", "ArrowRight", 1),
    key("previous", "Previous picture", "ArrowLeft", -1),
  ]);
  return (
    <Modal
      opened={row !== undefined}
      onClose={() => go(null)}
      title={row?.distractor}
      size="xl"
      centered
    >
      {row && (
        <>
          <Picture
            src={row.picture?.url}
            alt={`Distractor ${row.distractor}`}
            eager
            className={classes.large}
          />
          <FactList facts={factsOf(row)} />
          <Group mt="md" gap="xs">
            <Button
              variant="default"
              size="compact-md"
              disabled={place === 0}
              onClick={() => step(-1)}
            >
              Previous
            </Button>
            <Button
              variant="default"
              size="compact-md"
              disabled={place === rows.length - 1}
              onClick={() => step(1)}
            >
              Next
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}

function factsOf(row: MinedImage): Fact[] {
  const each = Object.entries(row.scores).map(([name, score]) => `${name} ${scoreWords(score)}`);
  const facts: Fact[] = [
    ["Score", `${scoreWords(row.score)}, ${row.chosen ? "chosen" : "not chosen"}`],
    ["By encoder", each.join(", ")],
    ["Term", row.term],
    ["Template", row.template.replace("{}", row.term)],
    ["Category", row.category.join(" / ")],
    ["Published as", row.key],
  ];
  return facts.filter(([, value]) => value !== "");
}
