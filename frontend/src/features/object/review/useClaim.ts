import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, request } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { Workplace } from "@/api/types";
import { type Address, objectPath, workplaceKey } from "@/features/object/data";

const RENEW_MS = 5 * 60_000;

/** Holds an object for as long as its page is open; says who holds it when somebody else does. */
export function useClaim(address: Address, wanted: boolean): string | null {
  const client = useQueryClient();
  const [held, setHeld] = useState<string | null>(null);
  const { slug, key } = address;
  useEffect(() => {
    if (!wanted) return undefined;
    return holding(
      { slug, key },
      {
        onHeld: (next) => {
          client.setQueryData(workplaceKey({ slug, key }), next);
          setHeld(null);
        },
        onTaken: setHeld,
      },
    );
  }, [client, slug, key, wanted]);
  return held;
}

interface Listener {
  onHeld(next: Workplace): void;
  onTaken(sentence: string): void;
}

/** Claims now and again until the returned function is called, and lets go when the tab closes. */
export function holding(at: Address, { onHeld, onTaken }: Listener): () => void {
  let left = false;
  let mine = false;
  const claim = async () => {
    try {
      const next = await api.post<Workplace>(`${objectPath(at)}claim/`);
      mine = true;
      if (left) await release(at);
      else onHeld(next);
    } catch (error) {
      const { status, sentence } = asProblem(error);
      if (status !== 409) return;
      mine = false;
      if (!left) onTaken(sentence);
    }
  };
  const letGo = () => {
    left = true;
    if (mine) void release(at);
    mine = false;
  };
  // A page that the browser had only put aside, or whose other tab let go, claims anew.
  const back = () => {
    if (document.visibilityState !== "visible") return;
    left = false;
    void claim();
  };
  void claim();
  const timer = setInterval(() => void claim(), RENEW_MS);
  window.addEventListener("pagehide", letGo);
  window.addEventListener("pageshow", back);
  document.addEventListener("visibilitychange", back);
  return () => {
    clearInterval(timer);
    window.removeEventListener("pagehide", letGo);
    window.removeEventListener("pageshow", back);
    document.removeEventListener("visibilitychange", back);
    letGo();
  };
}

/** Lets go, also while the page closes; the lease would end by itself, so a failure needs no word. */
async function release(address: Address): Promise<void> {
  const path = `${objectPath(address)}claim/`;
  await request("DELETE", path, { keepalive: true }).catch(() => null);
}
