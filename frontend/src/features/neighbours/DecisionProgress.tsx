import { Group, Progress, Text } from "@mantine/core";
import { formatNumber } from "@/lib/format";

/** How far this sitting has come: given here against what is left. */
export function DecisionProgress({ decided, left }: { decided: number; left: number }) {
  const whole = decided + left;
  if (whole === 0) return null;
  return (
    <Group gap="md" mt="md" wrap="nowrap">
      <Progress
        flex={1}
        size="sm"
        value={(100 * decided) / whole}
        transitionDuration={120}
        aria-label="Pairs decided"
      />
      <Text size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
        {formatNumber(decided)} decided, {formatNumber(left)} left
      </Text>
    </Group>
  );
}
