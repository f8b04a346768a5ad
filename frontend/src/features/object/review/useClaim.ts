import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "@/api/client";
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
    const at = { slug, key };
    let left = false;
    let mine = false;
    const claim = async () => {
      try {
        const next = await api.post<Workplace>(`${objectPath(at)}claim/`);
        mine = true;
        if (left) await release(at);
        else client.setQueryData(workplaceKey(at), next);
        setHeld(null);
      } catch (error) {
        const { status, sentence } = asProblem(error);
        if (!left && status === 409) setHeld(sentence);
      }
    };
    void claim();
    const timer = setInterval(() => void claim(), RENEW_MS);
    return () => {
      left = true;
      clearInterval(timer);
      if (mine) void release(at);
    };
  }, [client, slug, key, wanted]);
  return held;
}

/** Lets go; the lease would end by itself, so a failure needs no word. */
async function release(address: Address): Promise<void> {
  await api.delete(`${objectPath(address)}claim/`).catch(() => null);
}
