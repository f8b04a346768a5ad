import { beforeEach, describe, expect, it } from "vitest";
import { BoxStore } from "@/canvas/store";
import { UndoStack } from "@/canvas/undo";

const box = { x: 1, y: 2, width: 3, height: 4 };
const at = (x: number) => ({ ...box, x });

let store: BoxStore;
let stack: UndoStack;
let clock: number;

beforeEach(() => {
  clock = 0;
  store = new BoxStore();
  stack = new UndoStack(store, () => clock);
});

describe("undo and redo", () => {
  it("takes a local change back and makes it again", () => {
    store.add(box);
    expect(stack.undo()).toBe(true);
    expect(store.plain()).toEqual([]);
    expect(stack.redo()).toBe(true);
    expect(store.plain()).toEqual([box]);
  });

  it("never undoes what the server did", () => {
    store.replace([box], "REMOTE");
    expect(stack.canUndo()).toBe(false);
    expect(stack.undo()).toBe(false);
    expect(store.plain()).toEqual([box]);
  });

  it("counts a burst of nudges as one step", () => {
    const id = store.add(box);
    clock = 1_000;
    for (const x of [2, 3, 4]) {
      store.update(id, at(x));
      clock += 100;
    }
    stack.undo();
    expect(store.plain()).toEqual([box]);
  });

  it("keeps nudges apart that lie apart in time or are of different boxes", () => {
    const first = store.add(box);
    const second = store.add(at(50));
    store.update(first, at(2));
    store.update(second, at(51));
    clock = 5_000;
    store.update(second, at(52));
    stack.undo();
    expect(store.get(second)?.box.x).toBe(51);
    stack.undo();
    expect(store.get(second)?.box.x).toBe(50);
    expect(store.get(first)?.box.x).toBe(2);
  });

  it("leaves out what no longer fits after the server removed a box", () => {
    const id = store.add(box);
    clock = 2_000;
    store.update(id, at(9));
    store.remove(id, "REMOTE");
    expect(() => stack.undo()).not.toThrow();
    expect(store.plain()).toEqual([]);
  });

  it("forgets what could be redone once something new is done", () => {
    store.add(box);
    stack.undo();
    store.add(at(30));
    expect(stack.canRedo()).toBe(false);
  });
});
