/** Every editing session of this tab. They outlive their page, so that leaving it never loses a save. */

import { draftedTargets, wipeDrafts } from "@/saving/drafts";
import { Session, type Subject } from "@/saving/session";

/** A server that answers this late counts as one that does not. */
const PATIENCE_MS = 8_000;

const open = new Map<string, Session<unknown>>();

/** The session of one thing for one person; made, and its draft looked for, the first time. */
export function sessionFor<T>(subject: Subject<T>, version: number, value: T): Session<T> {
  const id = `${subject.user}/${subject.target}`;
  const known = open.get(id) as Session<T> | undefined;
  if (known) return known;
  const session = new Session<T>(subject, version, value);
  open.set(id, session as unknown as Session<unknown>);
  void session.recover();
  return session;
}

export function flushAll(): void {
  for (const session of open.values()) session.saver.flush();
}

/** Saves now what this tab holds of these targets, and returns those the server does not have. */
export async function saveNow(
  user: number,
  isMeant: (target: string) => boolean = () => true,
): Promise<string[]> {
  const prefix = `${user}/`;
  const meant = [...open].filter(
    ([id]) => id.startsWith(prefix) && isMeant(id.slice(prefix.length)),
  );
  const saving = Promise.all(meant.map(([, session]) => session.saver.finish()));
  await Promise.race([saving, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  return meant
    .filter(([, session]) => !session.saver.isClean)
    .map(([id]) => id.slice(prefix.length));
}

/** How many things this person changed on this device that the server does not have, after a last try. */
export async function countUnsaved(user: number): Promise<number> {
  const unsaved = new Set(await saveNow(user));
  for (const target of await draftedTargets(user)) {
    if (!open.has(`${user}/${target}`)) unsaved.add(target);
  }
  return unsaved.size;
}

/** Forgets everything, in memory and on this device; for signing out. */
export async function forgetAll(): Promise<void> {
  for (const session of open.values()) session.saver.dispose();
  open.clear();
  await wipeDrafts();
}

/** Tries again as soon as there may be a connection or a session again. */
export function watchConnection(): () => void {
  const onVisible = () => {
    if (document.visibilityState === "visible") flushAll();
  };
  window.addEventListener("online", flushAll);
  window.addEventListener("pagehide", flushAll);
  document.addEventListener("visibilitychange", onVisible);
  return () => {
    window.removeEventListener("online", flushAll);
    window.removeEventListener("pagehide", flushAll);
    document.removeEventListener("visibilitychange", onVisible);
  };
}
