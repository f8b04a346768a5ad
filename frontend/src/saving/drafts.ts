/** What was changed here and may not have reached the server: in IndexedDB, per person, until it has. */

import Dexie, { type EntityTable } from "dexie";

export interface Draft {
  readonly id: string;
  readonly user: number;
  /** `boxes:<image>`, `text:<benchmark>/<object>` or `evidence:<benchmark>/<object>`. */
  readonly target: string;
  /** The server's version the change was made on. */
  readonly base: number;
  readonly value: unknown;
  readonly at: string;
}

class DraftBase extends Dexie {
  drafts!: EntityTable<Draft, "id">;

  constructor() {
    super("aristarch-drafts");
    this.version(1).stores({ drafts: "id, user, [user+target]" });
  }
}

let base: DraftBase | null = null;
function drafts(): EntityTable<Draft, "id"> {
  base ??= new DraftBase();
  return base.drafts;
}

export async function keepDraft(draft: Omit<Draft, "id" | "at">): Promise<void> {
  const id = `${draft.user}/${draft.target}/${draft.base}`;
  await drafts().put({ ...draft, id, at: new Date().toISOString() });
}

/** The latest draft of one thing, whatever version it was made on. */
export async function findDraft(user: number, target: string): Promise<Draft | null> {
  const found = await drafts().where({ user, target }).toArray();
  return found.sort((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null;
}

export async function dropDrafts(user: number, target: string): Promise<void> {
  await drafts().where({ user, target }).delete();
}

/** What of this person's has a draft on this device. */
export async function draftedTargets(user: number): Promise<string[]> {
  const found = await drafts().where({ user }).toArray();
  return [...new Set(found.map(({ target }) => target))];
}

/** Forgets everything of everybody on this device; called at sign-out. */
export async function wipeDrafts(): Promise<void> {
  await drafts().clear();
}
