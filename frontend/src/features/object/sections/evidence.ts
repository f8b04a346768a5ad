/** What a collector claims about the age of an object, saved by itself as soon as it is whole. */

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "@/api/client";
import type { Evidence } from "@/api/types";
import { objectPath, patchWorkplace } from "@/features/object/data";
import { useWork } from "@/features/object/work";
import type { Stored } from "@/saving/autosaver";
import type { Session } from "@/saving/session";
import { sessionFor } from "@/saving/sessions";

export interface Claim {
  readonly kind: string;
  readonly date: string;
  readonly url: string;
  readonly statement: string;
}

export const PUBLIC = "public_record";
export const PRIVATE = "private_knowledge";

export function claimOf(evidence: Evidence | null): Claim {
  return {
    kind: evidence?.kind.startsWith("private") ? PRIVATE : PUBLIC,
    date: evidence?.date ?? "",
    url: evidence?.url ?? "",
    statement: evidence?.statement ?? "",
  };
}

/** The server trims, so outer space never counts as a change. */
export function sameClaim(first: Claim, second: Claim): boolean {
  return (
    first.kind === second.kind &&
    first.date === second.date &&
    first.url.trim() === second.url.trim() &&
    first.statement.trim() === second.statement.trim()
  );
}

/** What a claim still lacks before the server can take it; "" when it is whole. */
export function missingIn({ kind, date, url, statement }: Claim): string {
  if (kind !== PUBLIC) return statement.trim() ? "" : "Private knowledge has a statement.";
  if (!date || !url.trim()) return "A public record has a date and an address.";
  return isWhole(url.trim()) ? "" : "The address of a record is whole, as in https://example.org/.";
}

function isWhole(address: string): boolean {
  if (!/^https?:\/\/[^/\s]+\.[^/\s.]{2,}/i.test(address)) return false;
  return URL.canParse(address);
}

const storedOf = (raw: unknown): Stored<Claim> => {
  const evidence = raw as Evidence | null;
  return { version: evidence?.version ?? 0, value: claimOf(evidence), by: null, at: null };
};

/** The evidence's editing session: an incomplete claim stays a draft on this device. */
export function useEvidence(): Session<Claim> {
  const { user, address, workplace, refresh } = useWork();
  const client = useQueryClient();
  const { evidence } = workplace;
  const session = sessionFor<Claim>(
    {
      user: user.id,
      target: `evidence:${address.slug}/${address.key}`,
      same: sameClaim,
      missing: missingIn,
      storedOf,
      save: async (claim, base) => {
        const sent = { ...claim, date: claim.date || null };
        const saved = await api.put<Evidence>(`${objectPath(address)}evidence/`, sent, base);
        patchWorkplace(client, address, (now) => ({ ...now, evidence: saved }));
        return storedOf(saved);
      },
      onSaved: () => refresh(),
    },
    evidence?.version ?? 0,
    claimOf(evidence),
  );
  useEffect(() => session.receive(evidence?.version ?? 0, claimOf(evidence)), [session, evidence]);
  useEffect(() => () => session.saver.flush(), [session]);
  return session;
}
