/** What pointers do on the picture: draw, move, resize, pan, pinch and swipe; knows no framework. */

import type { Point, Size } from "@/canvas/geometry";
import type { BoxStore } from "@/canvas/store";
import { draw } from "@/canvas/tools/draw";
import type { Gesture } from "@/canvas/tools/gesture";
import { hitAt } from "@/canvas/tools/hit";
import { move } from "@/canvas/tools/move";
import { resize } from "@/canvas/tools/resize";
import { toImage, type View } from "@/canvas/viewport";

export type Tool = "draw" | "hand";

/** A pointer event in pane coordinates. */
export interface Contact extends Point {
  readonly id: number;
  readonly type: string;
  readonly button: number;
}

/** Read anew at every event, so that a gesture follows zooming in its middle. */
export interface Surface {
  readonly store: BoxStore;
  readonly image: Size;
  readonly view: View;
  readonly fitted: boolean;
  readonly tool: Tool;
  readonly editable: boolean;
  pan(dx: number, dy: number): void;
  zoom(factor: number, at: Point): void;
  swipe(direction: 1 | -1): void;
  /** Where a finger is drawing, for the magnifier; null when none is. */
  finger(at: Point | null): void;
}

const SLIP = { mouse: 3, touch: 8 };
const REACH = { mouse: 9, touch: 22 };
const SWIPE = 60;

export class Pointers {
  private readonly down = new Map<number, Contact>();
  private gesture: Gesture | null = null;
  private start: Contact | null = null;

  constructor(private readonly surface: () => Surface) {}

  press(contact: Contact): void {
    this.down.set(contact.id, contact);
    if (this.down.size > 1) {
      this.drop();
      return;
    }
    this.start = contact;
    this.gesture = this.begin(contact);
  }

  drag(contact: Contact): void {
    const before = this.down.get(contact.id);
    if (!before) return;
    this.down.set(contact.id, contact);
    const surface = this.surface();
    if (this.down.size === 2) {
      this.pinch(before, contact);
      return;
    }
    if (this.gesture) {
      this.gesture.move(toImage(surface.view, contact));
      if (contact.type === "touch") surface.finger(contact);
    } else if (this.start) {
      surface.pan(contact.x - before.x, contact.y - before.y);
    }
  }

  lift(contact: Contact): void {
    this.down.delete(contact.id);
    const surface = this.surface();
    surface.finger(null);
    if (this.gesture) this.gesture.end();
    else if (this.start) this.tapOrSwipe(this.start, contact, surface);
    this.gesture = null;
    this.start = null;
  }

  /** Ends everything without a change: a lost pointer, Escape, a second finger. */
  cancel(): void {
    this.down.clear();
    this.drop();
  }

  private drop(): void {
    this.gesture?.cancel();
    this.gesture = null;
    this.start = null;
    this.surface().finger(null);
  }

  private begin(contact: Contact): Gesture | null {
    const surface = this.surface();
    const hand = contact.type === "touch" ? "touch" : "mouse";
    if (!surface.editable || contact.button === 1) return null;
    const { store, image, view } = surface;
    const at = toImage(view, contact);
    const drawing = { store, image, slip: SLIP[hand] / view.scale };
    const hit = hitAt(store.getState(), at, REACH[hand] / view.scale);
    if (hit.kind === "handle") return resize(drawing, hit.entry, hit.handle, at);
    const grabs = surface.tool === "draw" || (hit.kind === "box" && this.isSelected(hit.entry.id));
    if (hit.kind === "box" && grabs) return move(drawing, hit.entry, at);
    return surface.tool === "draw" ? draw(drawing, at) : null;
  }

  private isSelected(id: string): boolean {
    return this.surface().store.getState().selected === id;
  }

  private tapOrSwipe(start: Contact, end: Contact, surface: Surface): void {
    const dx = end.x - start.x;
    const dy = end.y - start.y;
    if (Math.hypot(dx, dy) <= SLIP.touch) {
      const hit = hitAt(surface.store.getState(), toImage(surface.view, end), 0);
      surface.store.select(hit.kind === "nothing" ? null : hit.entry.id);
    } else if (end.type === "touch" && surface.fitted) {
      if (Math.abs(dx) > SWIPE && Math.abs(dx) > 2 * Math.abs(dy)) surface.swipe(dx < 0 ? 1 : -1);
    }
  }

  private pinch(before: Contact, after: Contact): void {
    const other = [...this.down.values()].find((contact) => contact.id !== after.id);
    if (!other) return;
    const apart = (contact: Contact) => Math.hypot(contact.x - other.x, contact.y - other.y);
    const surface = this.surface();
    surface.zoom(apart(after) / Math.max(apart(before), 1), {
      x: (after.x + other.x) / 2,
      y: (after.y + other.y) / 2,
    });
    surface.pan((after.x - before.x) / 2, (after.y - before.y) / 2);
  }
}
