/** What looking down a list is worth: measured with planted false negatives, encoder by encoder. */

import type { Worth } from "@/api/audit";
import { formatNumber, formatShare, plural } from "@/lib/format";

/** The deepest measurement that is not deeper than what was seen: never more than was shown. */
export function worthAt(worth: readonly Worth[], depth: number): Worth | null {
  const reached = worth.filter((entry) => entry.depth <= depth);
  return reached.reduce<Worth | null>(
    (best, entry) => (best && best.depth >= entry.depth ? best : entry),
    null,
  );
}

/** The next measured depth, for which it would be worth going on. */
export function worthBeyond(worth: readonly Worth[], depth: number, total: number): Worth | null {
  const ahead = worth.filter((entry) => entry.depth > depth && entry.depth <= total);
  return ahead.reduce<Worth | null>(
    (best, entry) => (best && best.depth <= entry.depth ? best : entry),
    null,
  );
}

/** How many places were seen, and how many a release asks for. */
export function seenWords(depth: number, total: number, demanded: number): string {
  const seen = depth === 0 ? "None" : formatNumber(depth);
  const words = `${seen} of ${plural(total, "place")} seen`;
  const asked = Math.min(demanded, total);
  return depth < asked ? `${words}, ${formatNumber(asked)} asked for` : words;
}

/** What the places seen are worth, in a sentence, and what going on would add. */
export function worthWords(worth: readonly Worth[], depth: number, total: number): string {
  if (worth.length === 0) {
    return "Nobody has measured what looking is worth with this encoder: the command audit_depth does.";
  }
  const here = worthAt(worth, depth);
  const next = worthBeyond(worth, depth, total);
  if (here && next)
    return `${so("show", here)} The first ${formatNumber(next.depth)} would show ${percent(next)}.`;
  if (here) return so("show", here);
  return next ? so("would show", next) : "";
}

const so = (show: string, entry: Worth): string =>
  `The first ${plural(entry.depth, "place")} ${show} ${percent(entry)} of planted false negatives.`;

const percent = ({ share }: Worth): string => formatShare(share, 1);
