/** The rules in short words, for filters; the full sentence comes with each finding. */
export const FINDINGS: Record<string, string> = {
  "evidence.missing": "Evidence missing",
  "evidence.unapproved": "Evidence not approved",
  "evidence.too-early": "Evidence before the cut-off",
  "images.no-query": "No query",
  "images.no-positive": "No positive",
  "boxes.missing": "Boxes missing",
  "boxes.outside": "Box outside its picture",
  "boxes.tiny": "Box very small",
  "text.missing": "Text query missing",
  "text.unapproved": "Text query not approved",
  "text.background": "Text names the background",
  "taxonomy.missing": "Category missing",
  "rights.licence": "Licence not allowed",
  "measures.missing": "Clutter not measured",
  "duplicate.unresolved": "Duplicate without a verdict",
  "duplicate.confirmed": "Confirmed duplicate",
  "duplicate.same-scene": "Same scene without a verdict",
  "distractor.false-negative": "Distractor shows the object",
  "distractor.unaudited": "Nearest distractors not seen",
  "ids.unsafe": "Key not safe",
};

export const findingLabel = (code: string): string => FINDINGS[code] ?? code;

/** The address of the very spot where a finding is mended, as the object page reads it. */
export function findingAddress(slug: string, key: string, link: string): string {
  const [kind = "", id] = link.split(/:(.*)/s);
  if (kind === "distractors") return auditAddress(slug, key, id);
  const place = id ? `${kind}=${encodeURIComponent(id)}` : `at=${encodeURIComponent(link)}`;
  return `/b/${slug}/objects/${key}?${place}`;
}

/** Where the distractors nearest to an object are looked through. */
export const auditAddress = (slug: string, key: string, set = ""): string =>
  `/b/${slug}/objects/${key}/distractors${set && `?set=${encodeURIComponent(set)}`}`;

/** A finding as it reads well: pictures by their file name, without the folders they came from. */
export const shortMessage = (message: string): string =>
  message.replace(/(?:[^\s/()]+\/)+(?=[^\s/()]+\.\w+)/g, "");
