import { Group, Modal, Stack, Switch, Table, Text, Title } from "@mantine/core";
import { Keys } from "@/commands/Keys";
import type { Command, Scope } from "@/commands/registry";
import { useAllCommands } from "@/commands/useCommands";
import { setSingleKeys, useSingleKeys } from "@/lib/preferences";

const GROUPS: [Scope, string][] = [
  ["review", "Review"],
  ["canvas", "Picture"],
  ["page", "This page"],
  ["global", "Everywhere"],
];

/** What the keyboard does here, read from the same registry that the keyboard uses. */
export function HelpDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const commands = useAllCommands().filter((command) => command.keys.length > 0);
  const singleKeys = useSingleKeys();
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size="lg">
      <Stack gap="md">
        <Switch
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
          label="Single-key shortcuts"
          description="Switch them off if you dictate, or if keys get pressed by accident."
        />
        {GROUPS.map(([scope, title]) => (
          <CommandGroup
            key={scope}
            title={title}
            commands={commands.filter((command) => command.scope === scope)}
          />
        ))}
      </Stack>
    </Modal>
  );
}

function CommandGroup({ title, commands }: { title: string; commands: Command[] }) {
  if (commands.length === 0) return null;
  return (
    <section>
      <Title order={3} size="h5" mb={4}>
        {title}
      </Title>
      <Table verticalSpacing={6} horizontalSpacing={0}>
        <Table.Tbody>
          {commands.map((command) => (
            <Table.Tr key={command.id}>
              <Table.Td>
                <Text size="sm">{command.label}</Text>
              </Table.Td>
              <Table.Td>
                <Group gap={8} justify="flex-end">
                  {command.keys.map((spec) => (
                    <Keys key={spec} spec={spec} />
                  ))}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
