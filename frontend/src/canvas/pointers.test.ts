import { beforeEach, describe, expect, it, vi } from "vitest";
import { Pointers, type Surface, type Tool } from "@/canvas/pointers";
import { BoxStore } from "@/canvas/store";
import { pressed } from "@/canvas/tools/keys";

const image = { width: 400, height: 300 };
let store: BoxStore;
let surface: Surface;

function start(tool: Tool, over: Partial<Surface> = {}): Pointers {
  surface = {
    store,
    image,
    view: { scale: 1, x: 0, y: 0 },
    fitted: true,
    tool,
    editable: true,
    pan: vi.fn(),
    zoom: vi.fn(),
    swipe: vi.fn(),
    finger: vi.fn(),
    ...over,
  };
  return new Pointers(() => surface);
}

const mouse = (x: number, y: number) => ({ id: 1, type: "mouse", button: 0, x, y });
const finger = (id: number, x: number, y: number) => ({ id, type: "touch", button: 0, x, y });

beforeEach(() => {
  store = new BoxStore();
});

describe("pointers on the picture", () => {
  it("draws a box in picture pixels, whatever the zoom", () => {
    const pointers = start("draw", { view: { scale: 0.5, x: 10, y: 20 } });
    pointers.press(mouse(20, 30));
    pointers.drag(mouse(60, 80));
    pointers.lift(mouse(60, 80));
    expect(store.plain()).toEqual([{ x: 20, y: 20, width: 80, height: 100 }]);
    expect(store.getState().selected).not.toBeNull();
  });

  it("draws nothing on a mere click", () => {
    const pointers = start("draw");
    pointers.press(mouse(20, 30));
    pointers.lift(mouse(21, 30));
    expect(store.plain()).toEqual([]);
  });

  it("moves a box it grabs and resizes at a handle of the selected one", () => {
    const pointers = start("draw");
    const id = store.add({ x: 100, y: 100, width: 50, height: 50 });
    pointers.press(mouse(120, 120));
    pointers.drag(mouse(140, 110));
    pointers.lift(mouse(140, 110));
    expect(store.get(id)?.box).toEqual({ x: 120, y: 90, width: 50, height: 50 });
    pointers.press(mouse(170, 140));
    pointers.drag(mouse(180, 160));
    pointers.lift(mouse(180, 160));
    expect(store.get(id)?.box).toEqual({ x: 120, y: 90, width: 60, height: 70 });
  });

  it("drops the box when a second finger begins to pinch", () => {
    const pointers = start("draw");
    pointers.press(finger(1, 50, 50));
    pointers.drag(finger(1, 90, 90));
    pointers.press(finger(2, 200, 200));
    pointers.drag(finger(2, 240, 240));
    pointers.lift(finger(2, 240, 240));
    pointers.lift(finger(1, 90, 90));
    expect(store.plain()).toEqual([]);
    expect(surface.zoom).toHaveBeenCalled();
  });

  it("shows the magnifier only while a finger draws", () => {
    const pointers = start("draw");
    pointers.press(finger(1, 50, 50));
    pointers.drag(finger(1, 90, 90));
    expect(surface.finger).toHaveBeenLastCalledWith(finger(1, 90, 90));
    pointers.lift(finger(1, 90, 90));
    expect(surface.finger).toHaveBeenLastCalledWith(null);
  });

  it("swipes to the next picture when the whole one is seen, and pans otherwise", () => {
    const swiping = start("hand");
    swiping.press(finger(1, 300, 100));
    swiping.drag(finger(1, 180, 105));
    swiping.lift(finger(1, 180, 105));
    expect(surface.swipe).toHaveBeenCalledWith(1);
    const panning = start("hand", { fitted: false });
    panning.press(finger(1, 300, 100));
    panning.drag(finger(1, 180, 105));
    panning.lift(finger(1, 180, 105));
    expect(surface.pan).toHaveBeenCalledWith(-120, 5);
    expect(surface.swipe).not.toHaveBeenCalled();
  });

  it("changes nothing where the picture is only to be read", () => {
    store.add({ x: 0, y: 0, width: 100, height: 100 }, "REMOTE");
    const pointers = start("draw", { editable: false });
    pointers.press(mouse(50, 50));
    pointers.drag(mouse(150, 150));
    pointers.lift(mouse(150, 150));
    expect(store.plain()).toEqual([{ x: 0, y: 0, width: 100, height: 100 }]);
  });
});

describe("keys on a box", () => {
  const press = (id: string, key: string, shiftKey = false, altKey = false) =>
    pressed(store, id, image, { key, shiftKey, altKey });

  it("nudges by one, with shift by ten, resizes with alt and deletes", () => {
    const id = store.add({ x: 10, y: 10, width: 20, height: 20 });
    press(id, "ArrowRight");
    press(id, "ArrowDown", true);
    expect(store.get(id)?.box).toEqual({ x: 11, y: 20, width: 20, height: 20 });
    press(id, "ArrowRight", true, true);
    press(id, "ArrowUp", false, true);
    expect(store.get(id)?.box).toEqual({ x: 11, y: 20, width: 30, height: 19 });
    expect(press(id, "Delete")).toBe(true);
    expect(store.plain()).toEqual([]);
  });

  it("leaves other keys to the page", () => {
    const id = store.add({ x: 10, y: 10, width: 20, height: 20 });
    expect(press(id, "a")).toBe(false);
  });

  it("does not turn a box inside out with the keyboard", () => {
    const id = store.add({ x: 10, y: 10, width: 5, height: 5 });
    press(id, "ArrowLeft", true, true);
    expect(store.get(id)?.box.width).toBe(5);
  });
});
