import { ActionIcon, Text, Tooltip } from "@mantine/core";
import type { WorkImage } from "@/api/types";
import type { Tool } from "@/canvas/pointers";
import { ariaKeys, displayKeys } from "@/commands/keys";
import type { BoxSession } from "@/features/object/boxSessions";
import { Icon, type IconName } from "@/features/object/icons";
import classes from "@/features/object/stage/stage.module.css";
import type { ToolCommand } from "@/features/object/stage/useCanvasCommands";
import { fileName } from "@/features/object/words";
import { SaveLine } from "@/saving/SaveLine";
import { useSaveState } from "@/saving/useSession";

const ICONS: Readonly<Record<string, IconName>> = {
  "canvas.draw": "draw",
  "canvas.hand": "hand",
  "canvas.undo": "undo",
  "canvas.redo": "redo",
  "canvas.delete": "trash",
  "canvas.copy": "copy",
  "canvas.zoom-out": "minus",
  "canvas.zoom-in": "plus",
  "canvas.fit": "fit",
  "canvas.previous": "back",
  "canvas.next": "next",
};

interface Props {
  readonly image: WorkImage;
  readonly title: string;
  readonly session: BoxSession;
  readonly tool: Tool;
  readonly commands: readonly ToolCommand[];
  readonly zoom: number;
}

/** The tool strip at the picture's upper edge, with the honest word on saving at its end. */
export function Toolbar({ image, title, session, tool, commands, zoom }: Props) {
  const state = useSaveState(session.session);
  return (
    <div className={classes.toolbar}>
      <div className={classes.tools} role="toolbar" aria-label="Picture tools">
        {commands
          .filter(({ id }) => ICONS[id])
          .map((command) => (
            <ToolButton key={command.id} command={command} tool={tool} />
          ))}
        <Text size="xs" c="dimmed" className={classes.zoom} aria-label="Zoom">
          {Math.round(zoom * 100)} %
        </Text>
      </div>
      <div className={classes.caption}>
        <SaveLine state={state} retry={() => session.session.saver.flush()} what="boxes" />
        <Text size="sm" fw={600} className={classes.captionTitle}>
          {title}
        </Text>
        <Text size="xs" c="dimmed" truncate className={classes.captionFile}>
          {fileName(image.source_path)} · {image.width} × {image.height}
        </Text>
      </div>
    </div>
  );
}

function ToolButton({ command, tool }: { readonly command: ToolCommand; readonly tool: Tool }) {
  const { id, label, keys, enabled, run } = command;
  const isTool = id === "canvas.draw" || id === "canvas.hand";
  const pressed = isTool ? id === `canvas.${tool}` : undefined;
  const [first] = keys;
  const hint = first ? `${label} (${displayKeys(first).join(" ")})` : label;
  return (
    <Tooltip label={hint}>
      <ActionIcon
        variant={pressed ? "light" : "subtle"}
        color={pressed ? "accent" : "gray"}
        size="lg"
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={ariaKeys(keys)}
        data-disabled={!enabled || undefined}
        aria-disabled={!enabled || undefined}
        onClick={() => enabled && run()}
      >
        <Icon name={ICONS[id] ?? "fit"} />
      </ActionIcon>
    </Tooltip>
  );
}
