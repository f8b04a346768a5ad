import { useCallback } from "react";
import { useNavigate } from "react-router";
import { api } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { Address } from "@/features/object/data";
import { refuse, tell } from "@/features/object/toasts";

/** The objects this person came through, so that "back" leads where they were. */
const trail: string[] = [];

export function useQueue({ slug, key }: Address) {
  const navigate = useNavigate();
  const next = useCallback(async () => {
    try {
      const answer = await api.get<{ key: string | null }>(`benchmarks/${slug}/review/next/`, {
        after: key,
      });
      if (answer.key === null || answer.key === key) {
        tell("That was the last one in the queue.");
        navigate(`/b/${slug}/review`);
        return;
      }
      trail.push(key);
      navigate(`/b/${slug}/review/${answer.key}`);
    } catch (error) {
      refuse(asProblem(error).sentence);
    }
  }, [navigate, slug, key]);
  const back = useCallback(() => {
    const before = trail.pop();
    navigate(before ? `/b/${slug}/review/${before}` : `/b/${slug}/review`);
  }, [navigate, slug]);
  return { next, back };
}
