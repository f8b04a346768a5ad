/** What a collector claims about the age of an object, and what of it has not been saved yet. */

import { useCallback, useEffect, useState } from "react";
import type { Evidence } from "@/api/types";
import { dropDrafts, findDraft, keepDraft } from "@/features/object/saving/drafts";
import { useWork } from "@/features/object/work";

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

const same = (first: Claim, second: Claim) => JSON.stringify(first) === JSON.stringify(second);

interface Typed {
  readonly claim: Claim;
  /** The stored version it was typed over. */
  readonly base: number;
}

export interface Claiming {
  readonly claim: Claim;
  readonly changed: boolean;
  /** Somebody else saved another version since the typing began. */
  readonly stale: boolean;
  /** When what stands here was typed, if that was before the page was opened. */
  readonly restored: string | null;
  change(part: Partial<Claim>): void;
  /** Forgets what was typed here. */
  forget(): Promise<void>;
  /** Puts what was typed on top of what is stored now. */
  rebase(): void;
}

/** What is typed is kept on this device until the server has it, and is back when the page is. */
export function useClaiming(): Claiming {
  const { user, address, workplace } = useWork();
  const stored = claimOf(workplace.evidence);
  const version = workplace.evidence?.version ?? 0;
  const target = `evidence:${address.slug}/${address.key}`;
  const [typed, setTyped] = useState<Typed | null>(null);
  const [restored, setRestored] = useState<string | null>(null);
  useEffect(() => {
    void findDraft(user.id, target).then((draft) => {
      if (!draft) return;
      setTyped((now) => now ?? { claim: draft.value as Claim, base: draft.base });
      setRestored(draft.at);
    });
  }, [user.id, target]);
  const forget = useCallback(() => {
    setTyped(null);
    setRestored(null);
    return dropDrafts(user.id, target);
  }, [user.id, target]);
  const keep = (next: Typed) => {
    setTyped(next);
    void keepDraft({ user: user.id, target, base: next.base, value: next.claim });
  };
  const claim = typed?.claim ?? stored;
  const changed = typed !== null && !same(claim, stored);
  return {
    claim,
    changed,
    stale: changed && typed.base !== version,
    restored: changed ? restored : null,
    change: (part) => keep({ claim: { ...claim, ...part }, base: typed?.base ?? version }),
    forget,
    rebase: () => keep({ claim, base: version }),
  };
}
