/** Small words of the object page. */

import type { ImageRole, WorkImage, Workplace } from "@/api/types";

/** The server writes states and kinds with a space or an underscore; people read a space. */
export function spoken(code: string): string {
  return code.replaceAll("_", " ");
}

export function fileName(path: string): string {
  return path.split("/").at(-1) || path;
}

/** Queries above positives, each in the order they came. */
export function inOrder(images: readonly WorkImage[]): WorkImage[] {
  const rank: Record<ImageRole, number> = { query: 0, positive: 1, distractor: 2 };
  return [...images].sort((a, b) => rank[a.role] - rank[b.role]);
}

export function titleOf(image: WorkImage, images: readonly WorkImage[]): string {
  const same = images.filter(({ role }) => role === image.role);
  const name = image.role === "query" ? "Query" : "Positive";
  return `${name} ${same.findIndex(({ id }) => id === image.id) + 1}`;
}

/** The rule findings that keep the object from being submitted. */
export function inTheWay({ findings }: Workplace) {
  return findings.filter(({ severity, stage }) => severity === "error" && stage === "submit");
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

/** "12:04" today, "3 Nov, 12:04" before that. */
export function when(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const today = date.toDateString() === now.toDateString();
  return today ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}

export function exactly(iso: string): string {
  return full.format(new Date(iso));
}
