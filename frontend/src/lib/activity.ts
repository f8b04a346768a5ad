import type { Activity } from "@/api/types";

/** What each audit name means in words, after the person's name. */
const SENTENCES: Record<string, string> = {
  "annotations.boxes.saved": "drew boxes",
  "annotations.distractors.looked": "looked through the nearest distractors",
  "annotations.distractors.marked": "marked a distractor",
  "annotations.image.measured": "measured clutter and scale",
  "annotations.object.submitted": "submitted",
  "annotations.object.withdrawn": "took back the submission of",
  "annotations.object.accepted": "accepted",
  "annotations.object.approved": "approved",
  "annotations.object.changes_requested": "asked for changes to",
  "annotations.object.rejected": "rejected",
  "annotations.review.claimed": "started reviewing",
  "annotations.review.released": "stopped reviewing",
  "annotations.review.decided": "reviewed",
  "annotations.text.approved": "approved the text query",
  "annotations.text.saved": "wrote the text query",
  "curation.benchmark.created": "started the benchmark",
  "curation.benchmark.edited": "edited the benchmark",
  "curation.card.edited": "described the benchmark",
  "curation.category.created": "added a category",
  "curation.category.edited": "edited a category",
  "curation.consent.signed": "signed the consent",
  "curation.distractor.removed": "took a distractor out of its set",
  "curation.distractor-index.built": "indexed a set of distractors",
  "curation.distractor-set.cancelled": "cancelled a set of distractors",
  "curation.distractor-set.created": "started a set of distractors",
  "curation.distractor-set.finished": "completed a set of distractors",
  "curation.distractor-set.paused": "paused a set of distractors",
  "curation.distractor-set.resumed": "resumed a set of distractors",
  "curation.distractor-set.retried": "tried failed shards again",
  "curation.evidence.decided": "decided on the evidence",
  "curation.evidence.edited": "edited the evidence",
  "curation.image.deleted": "removed a picture",
  "curation.image.edited": "edited a picture",
  "curation.image.received": "added a picture",
  "curation.image.restored": "brought a picture back",
  "curation.invitation.accepted": "accepted the invitation",
  "curation.job.cancelled": "cancelled a job",
  "curation.job.retried": "started a job again",
  "curation.member.added": "added a member",
  "curation.member.invited": "invited a member",
  "curation.mining-run.accepted": "accepted a subset of distractors",
  "curation.mining-run.cancelled": "cancelled a choice of distractors",
  "curation.mining-run.created": "began to choose distractors",
  "curation.mining-run.discarded": "discarded a subset of distractors",
  "curation.mining-run.failed": "saw a choice of distractors stop",
  "curation.mining-run.finished": "finished choosing distractors",
  "curation.mining-run.paused": "paused a choice of distractors",
  "curation.mining-run.resumed": "resumed a choice of distractors",
  "curation.neighbour.decided": "gave a verdict on neighbours",
  "curation.object.created": "created",
  "curation.object.edited": "edited",
  "curation.set-neighbour.decided": "gave a verdict on a distractor",
  "releases.distractor.withdrawn": "withdrew a distractor",
  "releases.image.withdrawn": "withdrew a picture",
  "releases.object.released": "released",
  "releases.object.withdrawn": "withdrew",
  "releases.release.frozen": "froze a release",
  "releases.export.requested": "asked for an export",
  "releases.export.failed": "saw an export fail",
  "releases.export.verified": "verified an export",
};

/** Verbs that take the object right after them; the others say "in <object>". */
const DIRECT = new Set([
  "submitted",
  "took back the submission of",
  "accepted",
  "approved",
  "asked for changes to",
  "rejected",
  "released",
  "withdrew",
  "started reviewing",
  "stopped reviewing",
  "reviewed",
  "created",
  "edited",
]);

/** "curation.image.received" → {verb: "added a picture", direct: false}. */
export function describe(action: string): { verb: string; direct: boolean } {
  const verb = SENTENCES[action] ?? action.split(".").slice(1).join(" ").replaceAll("_", " ");
  return { verb, direct: DIRECT.has(verb) };
}

export interface ActivityGroup {
  first: Activity;
  count: number;
}

/** Runs of the same deed by the same person on the same object become one line with a number. */
export function grouped(entries: readonly Activity[]): ActivityGroup[] {
  const groups: ActivityGroup[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    const same =
      last?.first.action === entry.action &&
      last.first.actor?.id === entry.actor?.id &&
      last.first.object_key === entry.object_key;
    if (last && same) last.count += 1;
    else groups.push({ first: entry, count: 1 });
  }
  return groups;
}
