/** What every part of the object page knows: the object, who looks at it, and what they may do. */

import { createContext, useContext } from "react";
import type { BenchmarkDetail, User, WorkImage, Workplace } from "@/api/types";
import type { BoxSession } from "@/features/object/boxSessions";
import type { Address } from "@/features/object/data";

export type Mode = "edit" | "review";

export interface Work {
  readonly mode: Mode;
  readonly address: Address;
  readonly user: User;
  readonly benchmark: BenchmarkDetail;
  readonly workplace: Workplace;
  /** In the order of the filmstrip. */
  readonly images: readonly WorkImage[];
  readonly editable: boolean;
  boxesOf(image: WorkImage): BoxSession;
  /** Reads the object again, now and for some seconds, while the workers look at a change. */
  refresh(): void;
  /** Puts the server's answer in place of what is shown. */
  answer(workplace: Workplace): void;
  /** Goes to where a finding is mended. */
  goTo(link: string): void;
  /** Tells everybody, also those who can't see it. */
  say(sentence: string): void;
}

export const WorkContext = createContext<Work | null>(null);

export function useWork(): Work {
  const work = useContext(WorkContext);
  if (!work) throw new Error("This part of the object page stands outside of it.");
  return work;
}
