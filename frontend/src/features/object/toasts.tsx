import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

/** Says what was done, and offers the way back where there is one. */
export function tell(sentence: string, undo?: () => void): void {
  const id = notifications.show({
    message: undo ? (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{sentence}</Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </Group>
    ) : (
      sentence
    ),
    withBorder: true,
    autoClose: undo ? 8_000 : 4_000,
  });
}

export function refuse(sentence: string): void {
  notifications.show({ message: sentence, color: "red", withBorder: true, autoClose: 12_000 });
}
