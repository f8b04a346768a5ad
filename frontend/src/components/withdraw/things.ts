import type { ThingKind } from "@/api/release";

/** What can be withdrawn: an object by its key, an image by its id, a distractor by its key. */
export interface Thing {
  kind: ThingKind;
  key: string;
  label: string;
}
