/** Every editing session of this tab. They outlive their page, so that leaving it never loses a save. */

import { wipeDrafts } from "@/features/object/saving/drafts";
import { Session, type Subject } from "@/features/object/saving/session";

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
