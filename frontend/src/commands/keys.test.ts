import { describe, expect, it } from "vitest";
import { ariaKeys, displayKeys, isSingleKey, matchesChord, parseChord } from "@/commands/keys";

const press = (key: string, init: KeyboardEventInit = {}) =>
  new KeyboardEvent("keydown", { key, ...init });

describe("keys", () => {
  it("matches letters with exactly the modifiers that are written", () => {
    const chord = parseChord("mod+z");
    expect(matchesChord(chord, press("z", { ctrlKey: true }))).toBe(true);
    expect(matchesChord(chord, press("Z", { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(matchesChord(chord, press("z"))).toBe(false);
    expect(matchesChord(parseChord("a"), press("a", { altKey: true }))).toBe(false);
  });

  it("takes a symbol however the layout reaches it", () => {
    expect(matchesChord(parseChord("?"), press("?", { shiftKey: true }))).toBe(true);
    expect(matchesChord(parseChord("+"), press("+"))).toBe(true);
  });

  it("refuses unknown modifiers, unknown names and capitals", () => {
    expect(() => parseChord("ctrl+a")).toThrow(/Unknown modifier/);
    expect(() => parseChord("Up")).toThrow(/Unknown key/);
    expect(() => parseChord("A")).toThrow(/lower case/);
  });

  it("tells single keys from keys that nobody presses by accident", () => {
    expect(isSingleKey("a")).toBe(true);
    expect(isSingleKey("g o")).toBe(true);
    expect(isSingleKey("mod+z")).toBe(false);
    expect(isSingleKey("ArrowDown")).toBe(false);
  });

  it("writes aria-keyshortcuts and leaves sequences out", () => {
    expect(ariaKeys(["u", "mod+z", "g o"])).toBe("U Control+Z");
    expect(ariaKeys(["g o"])).toBeUndefined();
    expect(ariaKeys(["+"])).toBe("Plus");
  });

  it("shows keys as people read them", () => {
    expect(displayKeys("mod+shift+z")).toEqual(["Ctrl+Shift+Z"]);
    expect(displayKeys("g o")).toEqual(["G", "O"]);
    expect(displayKeys("ArrowLeft")).toEqual(["←"]);
  });
});
