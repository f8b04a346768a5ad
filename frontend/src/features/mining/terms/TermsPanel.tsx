import type { CategoryTerm } from "@/api/mining";
import { CategoryRow } from "@/features/mining/terms/CategoryRow";
import { branchesOf, categoriesOf } from "@/features/mining/terms/tree";
import { plural } from "@/lib/format";
import classes from "./Terms.module.css";

interface TermsPanelProps {
  slug: string;
  terms: readonly CategoryTerm[];
  may: boolean;
}

/** The words that distractors are compared with: names of categories and what was added to them. */
export function TermsPanel({ slug, terms, may }: TermsPanelProps) {
  const branches = branchesOf(categoriesOf(terms));
  return (
    <section className={classes.panel} aria-labelledby="mining-terms">
      <h2 id="mining-terms">
        Terms <span>{plural(terms.length, "term")}</span>
      </h2>
      <p className={classes.hint}>
        Names of the categories of all levels, and extra terms: synonyms and finer words for what
        the objects are.
      </p>
      {branches.map(({ name, categories }) => (
        <details key={name} open className={classes.branch}>
          <summary>
            {name} <span>{plural(categories.length, "category", "categories")}</span>
          </summary>
          <ul className={classes.categories} aria-label={`Categories of ${name}`}>
            {categories.map((category) => (
              <CategoryRow key={category.id} slug={slug} category={category} may={may} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
