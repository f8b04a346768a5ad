import { useSyncExternalStore } from "react";
import type { SaveState } from "@/saving/autosaver";
import type { Editing, Session } from "@/saving/session";

export function useEditing<T>(session: Session<T>): Editing<T> {
  return useSyncExternalStore(session.subscribe, session.getSnapshot);
}

export function useSaveState<T>(session: Session<T>): SaveState<T> {
  return useSyncExternalStore(session.saver.subscribe, session.saver.getState);
}
