/** What every tool is: a gesture that follows one pointer over the picture until it ends or is dropped. */

import type { Point, Size } from "@/canvas/geometry";
import type { BoxStore } from "@/canvas/store";

export interface Gesture {
  /** Follows the pointer, in picture coordinates. */
  move(at: Point): void;
  /** Makes the change; one change set at most. */
  end(): void;
  /** Leaves everything as it was. */
  cancel(): void;
}

export interface Drawing {
  readonly store: BoxStore;
  readonly image: Size;
  /** Picture pixels that count as a slip of the hand rather than a box. */
  readonly slip: number;
}
