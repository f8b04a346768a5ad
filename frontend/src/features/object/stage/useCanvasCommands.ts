import { useSyncExternalStore } from "react";
import type { WorkImage } from "@/api/types";
import { fitted } from "@/canvas/geometry";
import type { Tool } from "@/canvas/pointers";
import type { Viewport } from "@/canvas/useViewport";
import type { Command } from "@/commands/registry";
import { useCommands } from "@/commands/useCommands";
import type { BoxSession } from "@/features/object/boxSessions";
import { refuse, tell } from "@/features/object/toasts";
import { titleOf } from "@/features/object/words";
import { useWork } from "@/features/object/work";
import { plural } from "@/lib/format";

interface Options {
  readonly image: WorkImage;
  readonly session: BoxSession;
  readonly viewport: Viewport;
  readonly setTool: (tool: Tool) => void;
  readonly onStep: (by: 1 | -1) => void;
}

export interface ToolCommand extends Command {
  readonly enabled: boolean;
}

/** Everything that can be done to the picture; toolbar, keyboard and help read the same list. */
export function useCanvasCommands(options: Options): readonly ToolCommand[] {
  const { editable } = useWork();
  const edits = useEdits(options);
  const commands = [...(editable ? edits : []), ...looks(options)];
  useCommands(commands.map(({ enabled, ...command }) => ({ ...command, when: () => enabled })));
  return commands;
}

function useEdits({ image, session, setTool }: Options): ToolCommand[] {
  const { store, undo } = session;
  const copy = useCopyToNext(image, session);
  const canUndo = useSyncExternalStore(undo.subscribe, undo.canUndo);
  const canRedo = useSyncExternalStore(undo.subscribe, undo.canRedo);
  const state = useSyncExternalStore(store.subscribe, store.getState);
  const command = (
    id: string,
    label: string,
    keys: readonly string[],
    run: () => void,
    enabled = true,
  ): ToolCommand => ({ id: `canvas.${id}`, label, keys, run, enabled, scope: "canvas" });
  return [
    command("draw", "Draw boxes", ["b"], () => setTool("draw")),
    command("hand", "Move the picture", ["v"], () => setTool("hand")),
    command("undo", "Undo", ["mod+z"], () => undo.undo(), canUndo),
    command("redo", "Redo", ["mod+shift+z", "mod+y"], () => undo.redo(), canRedo),
    command(
      "delete",
      "Delete the box",
      ["Delete", "Backspace"],
      () => state.selected && store.remove(state.selected),
      state.selected !== null,
    ),
    command("copy", "Copy to the next picture", ["n"], copy, state.boxes.length > 0),
  ];
}

function looks({ viewport, onStep }: Options): ToolCommand[] {
  const command = (
    id: string,
    label: string,
    keys: readonly string[],
    run: () => void,
  ): ToolCommand => ({ id: `canvas.${id}`, label, keys, run, enabled: true, scope: "canvas" });
  return [
    command("zoom-out", "Zoom out", ["-"], () => viewport.zoom(1 / 1.4)),
    command("zoom-in", "Zoom in", ["+", "="], () => viewport.zoom(1.4)),
    command("fit", "Whole picture", ["0"], () => viewport.fit()),
    command("pan-left", "Look further left", ["shift+ArrowLeft"], () => viewport.pan(80, 0)),
    command("pan-right", "Look further right", ["shift+ArrowRight"], () => viewport.pan(-80, 0)),
    command("pan-up", "Look further up", ["shift+ArrowUp"], () => viewport.pan(0, 80)),
    command("pan-down", "Look further down", ["shift+ArrowDown"], () => viewport.pan(0, -80)),
    command("previous", "Previous picture", ["[", "PageUp"], () => onStep(-1)),
    command("next", "Next picture", ["]", "PageDown"], () => onStep(1)),
  ];
}

/** Copies the selected box, or all of them, to the picture that follows in the filmstrip. */
function useCopyToNext(image: WorkImage, { store }: BoxSession): () => void {
  const { images, boxesOf, say } = useWork();
  return () => {
    const next = images[images.findIndex(({ id }) => id === image.id) + 1];
    if (!next) {
      refuse("This is the last picture; there is no next one to copy to.");
      return;
    }
    const { boxes, selected } = store.getState();
    const chosen = selected ? boxes.filter(({ id }) => id === selected) : boxes;
    const target = boxesOf(next);
    const ids = chosen.map(({ box }) => target.store.add(fitted(box, next)));
    const sentence = `${plural(ids.length, "box", "boxes")} copied to ${titleOf(next, images)}.`;
    say(sentence);
    tell(sentence, () => {
      for (const id of ids) target.store.remove(id);
    });
  };
}
