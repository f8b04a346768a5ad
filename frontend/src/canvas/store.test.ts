import { describe, expect, it, vi } from "vitest";
import { BoxStore, type ChangeSet } from "@/canvas/store";

const box = { x: 1, y: 2, width: 3, height: 4 };
const other = { x: 5, y: 6, width: 7, height: 8 };

describe("the boxes of one picture", () => {
  it("tells every change with its origin", () => {
    const store = new BoxStore();
    const seen: ChangeSet[] = [];
    store.observe((change) => seen.push(change));
    const id = store.add(box);
    store.update(id, other);
    store.remove(id, "REMOTE");
    expect(seen.map(({ origin }) => origin)).toEqual(["LOCAL", "LOCAL", "REMOTE"]);
    expect(seen[1]?.updated[0]?.before.box).toEqual(box);
    expect(store.plain()).toEqual([]);
  });

  it("stays silent when nothing changed", () => {
    const store = new BoxStore();
    const id = store.add(box);
    const observer = vi.fn();
    store.observe(observer);
    store.update(id, { ...box });
    store.update("gone", other);
    store.remove("gone");
    store.replace([box], "REMOTE");
    expect(observer).not.toHaveBeenCalled();
  });

  it("keeps the identity of boxes that the server knows as well", () => {
    const store = new BoxStore();
    const id = store.add(box);
    store.replace([other, box], "REMOTE");
    expect(store.get(id)?.box).toEqual(box);
    expect(store.plain()).toHaveLength(2);
  });

  it("shows a gesture without making it a change", () => {
    const store = new BoxStore();
    const observer = vi.fn();
    store.observe(observer);
    store.preview({ id: null, box });
    expect(store.getState().preview?.box).toEqual(box);
    expect(store.plain()).toEqual([]);
    expect(observer).not.toHaveBeenCalled();
  });

  it("deselects a box that goes away", () => {
    const store = new BoxStore();
    const id = store.add(box);
    store.select(id);
    store.remove(id);
    expect(store.getState().selected).toBeNull();
  });
});
