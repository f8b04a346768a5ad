import { Alert, Button, Group, Text } from "@mantine/core";
import { asProblem } from "@/api/problems";

interface ProblemNoteProps {
  problem: unknown;
  title?: string;
  retry?: () => unknown;
}

/** An error where it happened: what the server said, and a way to try again. */
export function ProblemNote({ problem, title, retry }: ProblemNoteProps) {
  const { sentence } = asProblem(problem);
  return (
    <Alert
      color="red"
      variant="outline"
      title={title}
      role="alert"
      styles={{
        root: { background: "var(--distractor-soft)", borderColor: "var(--distractor)" },
        title: { color: "var(--ink)" },
      }}
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="var(--ink)">
          {sentence}
        </Text>
        {retry && (
          <Button size="compact-sm" variant="default" onClick={() => retry()}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
