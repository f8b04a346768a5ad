/** What a maintainer asks for before anything starts. */

import type { NewRun, Plan, Searchable } from "@/api/mining";

/** The share of ILIAS that became mini-ILIAS: 5 of 100 million. */
const MINI = 0.05;

/** Everything that can be used, and the size that mini-ILIAS would have here. */
export function firstSettings({ sets, encoders, templates }: Searchable): NewRun {
  const ready = encoders.filter(({ described_sets }) => described_sets.length > 0);
  return {
    name: "mini",
    kind: encoders.length > 0 ? "hard" : "random",
    size: Math.max(
      1,
      Math.round(
        MINI *
          imagesOf(
            sets,
            sets.map(({ slug }) => slug),
          ),
      ),
    ),
    seed: 1,
    ensemble: "mean",
    encoders: (ready.length > 0 ? ready : encoders.slice(0, 1)).map(({ name }) => name),
    sets: sets.map(({ slug }) => slug),
    templates,
  };
}

export const imagesOf = (sets: Searchable["sets"], slugs: readonly string[]): number =>
  sets.filter(({ slug }) => slugs.includes(slug)).reduce((sum, { images }) => sum + images, 0);

/** What of the settings decides how long it takes. */
export const planOf = ({ size, encoders, ensemble, sets, templates }: NewRun): Plan => ({
  size,
  encoders,
  ensemble,
  sets,
  templates,
});

const NAME = /^(?!texts$)(?!.*(?:pos|quer))[a-z0-9_]{1,40}$/;

export const wrongName = (name: string): string | null =>
  NAME.test(name) ? null : "Lower-case letters, digits and _, without pos and quer";

/** The one sentence beside a button that can't be pressed yet. */
export function hindrance(settings: NewRun, found: Searchable): string | null {
  const images = imagesOf(found.sets, settings.sets);
  if (wrongName(settings.name)) return "Give the subset a name.";
  if (settings.sets.length === 0) return "Choose a set of distractors.";
  if (!(settings.size >= 1)) return "Say how many distractors.";
  if (settings.size > images) return "There are not as many distractors in these sets.";
  if (settings.kind === "random") return null;
  if (settings.encoders.length === 0) return "Choose an encoder.";
  if (settings.templates.length === 0) return "Use at least one template.";
  if (found.terms.length === 0) return "There is no term to compare with.";
  if (found.problems.length > 0) return "Mend the terms first.";
  return null;
}

/** Sets that an encoder of the plan has not described yet, by encoder. */
export const toDescribe = (
  { encoders }: Searchable,
  settings: NewRun,
): readonly { encoder: string; sets: readonly string[] }[] =>
  encoders
    .filter(({ name }) => settings.encoders.includes(name))
    .map(({ name, described_sets }) => ({
      encoder: name,
      sets: settings.sets.filter((slug) => !described_sets.includes(slug)),
    }))
    .filter(({ sets }) => sets.length > 0);
