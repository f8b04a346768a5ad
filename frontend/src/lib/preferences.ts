import { useSyncExternalStore } from "react";

const KEY = "aristarch.singleKeys";
const listeners = new Set<() => void>();

/** Single-key shortcuts are on unless this person switched them off in this browser. */
export function singleKeysEnabled(): boolean {
  return localStorage.getItem(KEY) !== "off";
}

export function setSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, "off");
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, singleKeysEnabled);
}
