import { describe, expect, it, vi } from "vitest";
import { type Command, CommandRegistry } from "@/commands/registry";

const command = (id: string, keys: string[], more: Partial<Command> = {}): Command => ({
  id,
  label: id,
  keys,
  scope: "page",
  run: vi.fn(),
  ...more,
});
const press = (key: string, init: KeyboardEventInit = {}) =>
  new KeyboardEvent("keydown", { key, cancelable: true, ...init });
const plain = { singleKeys: true, dialogOpen: false };

describe("CommandRegistry", () => {
  it("runs the command of a key and keeps the browser from acting on it", () => {
    const registry = new CommandRegistry();
    const approve = command("review.approve", ["a"]);
    registry.register([approve]);
    const event = press("a");
    expect(registry.dispatch(event, plain)).toBe(true);
    expect(approve.run).toHaveBeenCalledOnce();
    expect(event.defaultPrevented).toBe(true);
  });

  it("throws when two active commands claim one key, and runs neither", () => {
    const registry = new CommandRegistry();
    const first = command("one", ["a"]);
    const second = command("two", ["a"]);
    registry.register([first, second]);
    expect(() => registry.dispatch(press("a"), plain)).toThrow(/2 active commands: one, two/);
    expect(first.run).not.toHaveBeenCalled();
    expect(second.run).not.toHaveBeenCalled();
  });

  it("lets two commands share a key while only one of them applies", () => {
    const registry = new CommandRegistry();
    const first = command("one", ["a"], { when: () => false });
    const second = command("two", ["a"]);
    registry.register([first, second]);
    registry.dispatch(press("a"), plain);
    expect(first.run).not.toHaveBeenCalled();
    expect(second.run).toHaveBeenCalledOnce();
  });

  it("refuses an id twice and a key that no keyboard sends", () => {
    const registry = new CommandRegistry();
    registry.register([command("one", ["a"])]);
    expect(() => registry.register([command("one", ["b"])])).toThrow(/registered twice/);
    expect(() => registry.register([command("three", ["Entre"])])).toThrow(/Unknown key "Entre"/);
  });

  it("forgets commands whose page is gone", () => {
    const registry = new CommandRegistry();
    const gone = command("one", ["a"]);
    registry.register([gone])();
    expect(registry.dispatch(press("a"), plain)).toBe(false);
    expect(registry.all()).toEqual([]);
  });

  it("leaves single keys alone when they are switched off, but not mod+ keys and arrows", () => {
    const registry = new CommandRegistry();
    const single = command("single", ["u", "mod+z"]);
    const arrow = command("arrow", ["ArrowDown"]);
    registry.register([single, arrow]);
    const off = { ...plain, singleKeys: false };
    expect(registry.dispatch(press("u"), off)).toBe(false);
    expect(registry.dispatch(press("z", { ctrlKey: true }), off)).toBe(true);
    expect(registry.dispatch(press("ArrowDown"), off)).toBe(true);
  });

  it("runs a sequence of two keys only in that order", () => {
    const registry = new CommandRegistry();
    const go = command("go", ["g o"]);
    registry.register([go]);
    registry.dispatch(press("o"), plain);
    registry.dispatch(press("x"), plain);
    expect(go.run).not.toHaveBeenCalled();
    registry.dispatch(press("g"), plain);
    registry.dispatch(press("o"), plain);
    expect(go.run).toHaveBeenCalledOnce();
  });

  it("hears only dialog commands while a dialog is open", () => {
    const registry = new CommandRegistry();
    const page = command("page", ["a"]);
    const dialog = command("dialog", ["a"], { scope: "dialog" });
    registry.register([page, dialog]);
    registry.dispatch(press("a"), { ...plain, dialogOpen: true });
    expect(page.run).not.toHaveBeenCalled();
    expect(dialog.run).toHaveBeenCalledOnce();
  });
});
