/** What can't be taken back is said before it is done. */

import type { Run, RunVerb } from "@/api/mining";
import { plural } from "@/lib/format";

export type Asking = Extract<RunVerb, "cancel" | "accept" | "discard">;

interface Words {
  readonly title: string;
  readonly what: string;
  readonly yes: string;
  readonly no: string;
}

/** `before` is the accepted run of the same name that this one would take the place of. */
export function wordsOf(verb: Asking, run: Run, before: Run | undefined): Words {
  const chosen = plural(run.chosen, "distractor");
  if (verb === "accept") {
    const instead = before
      ? ` The run that was accepted before is discarded: a release has one subset of this name.`
      : "";
    return {
      title: `Accept ${run.name}?`,
      what: `The ${chosen} become the subset ${run.name} of the next release.${instead} Releases that are frozen stay as they are.`,
      yes: "Accept",
      no: "Not yet",
    };
  }
  if (verb === "discard") {
    return {
      title: `Discard ${run.name}?`,
      what: `${run.state === "accepted" ? "The next release goes without it" : `The choice of ${chosen} goes into no release`}. Scores stay beside the shards: a run with other terms computes only what changed.`,
      yes: "Discard",
      no: "Keep it",
    };
  }
  return {
    title: `Cancel ${run.name} for good?`,
    what: "Nothing is chosen. Scores that are there stay and are used again by the next run. To stop for a while, pause it instead.",
    yes: "Cancel the run",
    no: "Keep it",
  };
}
