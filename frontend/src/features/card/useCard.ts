import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Card, cardQuery, saveCard } from "@/api/card";
import type { About } from "@/api/release";
import { missingIn, sameAbout } from "@/features/card/questions";
import type { Stored } from "@/saving/autosaver";
import type { Session } from "@/saving/session";
import { sessionFor } from "@/saving/sessions";

const storedOf = (raw: unknown): Stored<About> => {
  const { version, about } = raw as Pick<Card, "version" | "about">;
  return { version, value: about, by: null, at: null };
};

/** The card's editing session: saves by itself, keeps a draft here, and shows both when two people save. */
export function useCard(slug: string, user: number, card: Card): Session<About> {
  const queries = useQueryClient();
  const session = sessionFor<About>(
    {
      user,
      target: `card:${slug}`,
      same: sameAbout,
      missing: missingIn,
      storedOf,
      save: async (about, base) => {
        const saved = await saveCard(slug, about, base);
        queries.setQueryData(cardQuery(slug).queryKey, saved);
        return storedOf(saved);
      },
      onSaved: () => void queries.invalidateQueries({ queryKey: ["b", slug, "gate"] }),
    },
    card.version,
    card.about,
  );
  useEffect(() => session.receive(card.version, card.about), [session, card]);
  useEffect(() => () => session.saver.flush(), [session]);
  return session;
}
