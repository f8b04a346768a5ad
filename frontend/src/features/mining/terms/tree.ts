/** Terms in the order of the taxonomy, category by category. */

import type { CategoryTerm } from "@/api/mining";
import { withoutAccents } from "@/lib/accents";

export interface CategoryTerms {
  readonly id: number;
  readonly path: readonly string[];
  readonly name: string;
  readonly level: Level;
  readonly extra: readonly string[];
}

export type Level = "coarse" | "mid" | "fine";

const LEVELS: readonly Level[] = ["coarse", "mid", "fine"];

/** One entry a category, below its parent, with its extra terms as they were written. */
export function categoriesOf(terms: readonly CategoryTerm[]): readonly CategoryTerms[] {
  const found = new Map<number, CategoryTerms & { extra: string[] }>();
  for (const { category_id: id, category: path, text, is_name } of terms) {
    const entry = found.get(id) ?? {
      id,
      path,
      name: path.at(-1) ?? text,
      level: LEVELS[path.length - 1] ?? "fine",
      extra: [],
    };
    if (!is_name) entry.extra.push(text);
    found.set(id, entry);
  }
  return [...found.values()].sort((one, other) => byPath(one.path, other.path));
}

/** A parent before its children, siblings by name. */
function byPath(one: readonly string[], other: readonly string[]): number {
  for (const [depth, name] of one.entries()) {
    const against = other[depth];
    if (against === undefined) return 1;
    const order = name.localeCompare(against);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

export interface Branch {
  readonly name: string;
  readonly categories: readonly CategoryTerms[];
}

/** The categories below each coarse one, itself first. */
export function branchesOf(categories: readonly CategoryTerms[]): readonly Branch[] {
  const branches = new Map<string, CategoryTerms[]>();
  for (const category of categories) {
    const coarse = category.path[0] ?? category.name;
    branches.set(coarse, [...(branches.get(coarse) ?? []), category]);
  }
  return [...branches].map(([name, below]) => ({ name, categories: below }));
}

/** Whether a category, one that it lies in, or an extra term of it contains what was typed; accents don't matter. */
export function holds(category: CategoryTerms, typed: string): boolean {
  const wanted = plain(typed.trim());
  return [...category.path, ...category.extra].some((each) => plain(each).includes(wanted));
}

const plain = (text: string): string => withoutAccents(text).toLocaleLowerCase();
