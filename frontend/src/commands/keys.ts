/** A key spec is data: "mod+z", "shift+ArrowUp", "a", "?", "Escape", or a sequence "g o". */

export interface Chord {
  mod: boolean;
  alt: boolean;
  shift: boolean;
  key: string;
}

const NAMED = new Set([
  "Enter",
  "Escape",
  "Space",
  "Tab",
  "Backspace",
  "Delete",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "F2",
]);
const SYMBOLS: Record<string, string> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
  Delete: "Del",
};

export const onMac = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? "");

/** Parses one chord and throws on a key that no keyboard sends, so that a typo fails at load. */
export function parseChord(spec: string): Chord {
  const parts = spec === "+" ? ["+"] : spec.split("+");
  const key = parts.pop() ?? "";
  const modifiers = new Set(parts);
  for (const modifier of modifiers) {
    if (!["mod", "alt", "shift"].includes(modifier)) {
      throw new Error(`Unknown modifier "${modifier}" in the key "${spec}".`);
    }
  }
  const single = [...key].length === 1 && key !== " ";
  if (!single && !NAMED.has(key)) {
    throw new Error(`Unknown key "${key}" in "${spec}".`);
  }
  if (single && key !== key.toLowerCase()) {
    throw new Error(`Write "${spec}" in lower case, with shift+ where it is meant.`);
  }
  return {
    mod: modifiers.has("mod"),
    alt: modifiers.has("alt"),
    shift: modifiers.has("shift"),
    key,
  };
}

export function parseKeys(spec: string): Chord[] {
  return spec.split(" ").map(parseChord);
}

const isLetter = (key: string) => key.toLowerCase() !== key.toUpperCase();
const isCharacter = (chord: Chord) => [...chord.key].length === 1;

export function matchesChord(chord: Chord, event: KeyboardEvent): boolean {
  const mod = onMac ? event.metaKey : event.ctrlKey;
  const other = onMac ? event.ctrlKey : event.metaKey;
  if (mod !== chord.mod || other || event.altKey !== chord.alt) return false;
  const pressed = event.key === " " ? "Space" : event.key;
  if (isCharacter(chord)) {
    // Where "?" or "+" sits differs by layout, so shift only counts for letters and with mod.
    const shiftCounts = isLetter(chord.key) || chord.shift;
    if (shiftCounts && event.shiftKey !== chord.shift) return false;
    return pressed.toLowerCase() === chord.key;
  }
  return event.shiftKey === chord.shift && pressed === chord.key;
}

/** True for keys a person may hit by accident or by voice: a character without mod or alt. */
export function isSingleKey(spec: string): boolean {
  return parseKeys(spec).some((chord) => isCharacter(chord) && !chord.mod && !chord.alt);
}

/** The value of aria-keyshortcuts; sequences have no notation there and are left out. */
export function ariaKeys(specs: readonly string[]): string | undefined {
  const values = specs
    .filter((spec) => !spec.includes(" "))
    .map((spec) => {
      const chord = parseChord(spec);
      const names = [
        chord.mod && (onMac ? "Meta" : "Control"),
        chord.alt && "Alt",
        chord.shift && "Shift",
        chord.key === "+" ? "Plus" : isCharacter(chord) ? chord.key.toUpperCase() : chord.key,
      ];
      return names.filter(Boolean).join("+");
    });
  return values.length > 0 ? values.join(" ") : undefined;
}

/** The key as a person reads it: "⌘Z" on a Mac, "Ctrl+Z" elsewhere. */
export function displayKeys(spec: string): string[] {
  return parseKeys(spec).map(displayChord);
}

function displayChord(chord: Chord): string {
  const names = onMac ? ["⌘", "⌥", "⇧"] : ["Ctrl", "Alt", "Shift"];
  const held = [chord.mod, chord.alt, chord.shift];
  const key = SYMBOLS[chord.key] ?? (isLetter(chord.key) ? upperFirst(chord.key) : chord.key);
  return [...names.filter((_, index) => held[index]), key].join(onMac ? "" : "+");
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
