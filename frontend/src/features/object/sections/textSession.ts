import { api } from "@/api/client";
import type { TextQuery } from "@/api/types";
import { objectPath } from "@/features/object/data";
import type { Work } from "@/features/object/work";
import type { Stored } from "@/saving/autosaver";
import type { Session } from "@/saving/session";
import { sessionFor } from "@/saving/sessions";

interface StoredText {
  readonly text: string;
  readonly version: number;
  readonly updated_by?: string;
}

/** The text query's editing session; the server trims, so outer space never counts as a change. */
export function textSessionFor({ user, address, workplace, refresh }: Work): Session<string> {
  const { text, version } = workplace.text ?? { text: "", version: 0 };
  return sessionFor<string>(
    {
      user: user.id,
      target: `text:${address.slug}/${address.key}`,
      same: (first, second) => first.trim() === second.trim(),
      storedOf: (raw) => {
        const stored = raw as StoredText;
        return {
          version: stored.version,
          value: stored.text,
          by: stored.updated_by || null,
          at: null,
        };
      },
      save: async (value, base): Promise<Stored<string>> => {
        const saved = await api.put<TextQuery>(
          `${objectPath(address)}text/`,
          { text: value },
          base,
        );
        return { version: saved.version, value: saved.text, by: null, at: null };
      },
      onSaved: () => refresh(),
    },
    version,
    text,
  );
}
