import { type Chord, isSingleKey, matchesChord, parseKeys } from "@/commands/keys";

/**
 * Where a command listens. "dialog" commands listen while a dialog is open, and only they do;
 * the others differ in how the help dialog groups them.
 */
export type Scope = "global" | "page" | "canvas" | "review" | "dialog";

export interface Command {
  /** Stable, dotted: "review.approve". */
  id: string;
  label: string;
  keys: readonly string[];
  scope: Scope;
  /** Left out means always. */
  when?: () => boolean;
  run: (event?: KeyboardEvent) => void;
}

interface Entry {
  command: Command;
  specs: { spec: string; chords: Chord[] }[];
}

export interface DispatchOptions {
  singleKeys: boolean;
  dialogOpen: boolean;
}

const SEQUENCE_MS = 1200;

/** Every shortcut of the application: toolbar, keyboard, help and aria-keyshortcuts read it. */
export class CommandRegistry {
  private entries = new Map<string, Entry>();
  private listeners = new Set<() => void>();
  private pending: { event: KeyboardEvent; at: number } | null = null;
  private snapshot: readonly Command[] = [];

  /** Adds commands and returns the function that takes them away; throws on a bad key or id. */
  register(commands: readonly Command[]): () => void {
    for (const command of commands) {
      if (this.entries.has(command.id)) {
        throw new Error(`The command "${command.id}" is registered twice.`);
      }
      const specs = command.keys.map((spec) => ({ spec, chords: parseKeys(spec) }));
      this.entries.set(command.id, { command, specs });
    }
    this.changed();
    return () => {
      for (const command of commands) this.entries.delete(command.id);
      this.changed();
    };
  }

  /** Runs the one active command of this key press; two of them are a programmer's error. */
  dispatch(event: KeyboardEvent, options: DispatchOptions): boolean {
    const first = this.takePending(event);
    const found = first ? this.matching([first, event], options) : [];
    const matches = found.length > 0 ? found : this.matching([event], options);
    if (matches.length > 1) {
      const ids = matches.map((command) => command.id).join(", ");
      throw new Error(`The key "${event.key}" has ${matches.length} active commands: ${ids}.`);
    }
    const command = matches[0];
    if (!command) {
      if (this.startsSequence(event, options)) this.pending = { event, at: event.timeStamp };
      return false;
    }
    event.preventDefault();
    command.run(event);
    return true;
  }

  find(id: string): Command | undefined {
    return this.entries.get(id)?.command;
  }

  all(): readonly Command[] {
    return this.snapshot;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private matching(events: KeyboardEvent[], options: DispatchOptions): Command[] {
    return this.active(options)
      .filter(({ specs }) =>
        specs.some(
          ({ spec, chords }) =>
            (options.singleKeys || !isSingleKey(spec)) &&
            chords.length === events.length &&
            chords.every((chord, index) => {
              const event = events[index];
              return event !== undefined && matchesChord(chord, event);
            }),
        ),
      )
      .map(({ command }) => command);
  }

  private startsSequence(event: KeyboardEvent, options: DispatchOptions): boolean {
    if (!options.singleKeys) return false;
    return this.active(options).some(({ specs }) =>
      specs.some(({ chords }) => chords.length > 1 && chords[0] && matchesChord(chords[0], event)),
    );
  }

  private active(options: DispatchOptions): Entry[] {
    return [...this.entries.values()].filter(
      ({ command }) =>
        (command.scope === "dialog") === options.dialogOpen && (command.when?.() ?? true),
    );
  }

  private takePending(event: KeyboardEvent): KeyboardEvent | null {
    const { pending } = this;
    this.pending = null;
    return pending && event.timeStamp - pending.at < SEQUENCE_MS ? pending.event : null;
  }

  private changed(): void {
    this.snapshot = [...this.entries.values()].map(({ command }) => command);
    for (const listener of this.listeners) listener();
  }
}

export const registry = new CommandRegistry();
