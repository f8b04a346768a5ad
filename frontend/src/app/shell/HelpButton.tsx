import { Tooltip, UnstyledButton } from "@mantine/core";
import { registry } from "@/commands/registry";
import { useShortcut } from "@/commands/useCommands";
import classes from "./Shell.module.css";

export function HelpButton() {
  const { "aria-keyshortcuts": shortcut } = useShortcut("shell.help");
  return (
    <Tooltip label="Keyboard help">
      <UnstyledButton
        className={classes.round}
        aria-label="Keyboard help"
        aria-keyshortcuts={shortcut}
        onClick={() => registry.find("shell.help")?.run()}
      >
        ?
      </UnstyledButton>
    </Tooltip>
  );
}
