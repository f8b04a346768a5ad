/** What the release page works out of what the server says. */

import type { Loading, ReleasePage, ThingKind } from "@/api/release";
import type { Export } from "@/api/types";

/** An address that a link may lead to: nothing but the web. */
export function webAddress(text: string): string | null {
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;
}

export const LAYOUTS = ["ilias", "webdataset", "coco", "all"] as const;

const WORDS: Readonly<Record<string, { name: string; ask: string; what: string }>> = {
  ilias: {
    name: "ILIAS",
    ask: "Export for the ILIAS evaluation",
    what: "Folders and lists as the official ILIAS code reads them",
  },
  webdataset: {
    name: "WebDataset",
    ask: "Export for WebDataset",
    what: "Tars for Hugging Face datasets and webdataset",
  },
  coco: {
    name: "COCO",
    ask: "Export for COCO",
    what: "Pictures and boxes for pycocotools",
  },
  all: {
    name: "All layouts",
    ask: "Export for every tool",
    what: "All three in one folder, each file once",
  },
};

export const layoutWords = (layout: string) =>
  WORDS[layout] ?? { name: layout, ask: `Export for ${layout}`, what: "" };

/** The exported folder that a snippet can be tried on: one that is there, else the smallest that would do. */
export function folderFor(
  slug: string,
  version: string,
  layouts: readonly string[],
  exports: readonly Export[],
): string {
  const fits = (layout: string) =>
    layouts.length === 0 || layout === "all" || layouts.includes(layout);
  const ready = exports.find(({ state, layout }) => state === "verified" && fits(layout));
  return `${slug}-${version}-${ready?.layout ?? layouts[0] ?? "all"}`;
}

/** The command for that folder; each layout has a manifest of its own. */
export function verifyCommand(
  { command, manifest_sha256 }: ReleasePage["verify"],
  folder: string,
  exports: readonly Export[],
): string {
  const own = exports.find(
    ({ layout, state }) => state === "verified" && folder.endsWith(`-${layout}`),
  );
  const named = command.replace(/\bDIR\b/, folder);
  if (!own || !manifest_sha256) return named;
  return named.replace(manifest_sha256, own.manifest_sha256);
}

/** A snippet that runs as it is copied: what it takes for given stands above it. */
export function runnable(entry: Loading, folder: string): string {
  const needs = [
    /\bfolder\b/.test(entry.code) && !/^folder =/m.test(entry.code) && `folder = "${folder}"`,
    /\bilias\b(?!-|_|\/)/.test(entry.code) && !/^ilias =/m.test(entry.code) && 'ilias = "ilias"',
  ].filter(Boolean);
  const head = needs.length > 0 ? `${needs.join("\n")}\n\n` : "";
  return head + entry.code.trimEnd();
}

const THINGS: Readonly<Record<ThingKind, string>> = {
  object: "Object",
  image: "Image",
  distractor: "Distractor",
};

export const thingWord = (kind: ThingKind): string => THINGS[kind] ?? kind;
