/** The boxes of each picture: canvas store, undo and saving tied together, one of each per picture. */

import { api } from "@/api/client";
import type { BoxSet, WorkImage } from "@/api/types";
import { type Box, sameBoxes } from "@/canvas/geometry";
import { BoxStore } from "@/canvas/store";
import { UndoStack } from "@/canvas/undo";
import type { Stored } from "@/saving/autosaver";
import type { Session } from "@/saving/session";
import { sessionFor } from "@/saving/sessions";

export interface BoxSession {
  readonly store: BoxStore;
  readonly undo: UndoStack;
  readonly session: Session<Box[]>;
}

export interface SavedBoxes {
  readonly image: string;
  readonly version: number;
  readonly boxes: Box[];
}

function storedOf(raw: unknown): Stored<Box[]> {
  const set = raw as BoxSet;
  return {
    version: set.version,
    value: set.boxes,
    by: set.updated_by?.name ?? null,
    at: set.updated_at,
  };
}

const open = new WeakMap<Session<Box[]>, BoxSession>();

export function boxSessionFor(
  user: number,
  image: WorkImage,
  onSaved: (saved: SavedBoxes) => void,
): BoxSession {
  const session = sessionFor<Box[]>(
    {
      user,
      target: `boxes:${image.id}`,
      same: sameBoxes,
      storedOf,
      save: async (boxes, version) =>
        storedOf(await api.put<BoxSet>(`images/${image.id}/boxes/`, { boxes }, version)),
      onSaved: ({ version, value }) => onSaved({ image: image.id, version, boxes: value }),
    },
    image.boxes_version,
    image.boxes,
  );
  return open.get(session) ?? tied(session);
}

function tied(session: Session<Box[]>): BoxSession {
  const store = new BoxStore();
  store.replace(session.getSnapshot().value, "REMOTE");
  const undo = new UndoStack(store);
  store.observe(({ origin }) => {
    if (origin === "LOCAL") session.edit(store.plain());
  });
  session.onOutside((value, origin) => store.replace(value, origin));
  const entry = { store, undo, session };
  open.set(session, entry);
  return entry;
}
