import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { CategoryTerm } from "@/api/mining";
import { Icon } from "@/components/Icon";
import { CategoryRow } from "@/features/mining/terms/CategoryRow";
import { branchesOf, categoriesOf, holds } from "@/features/mining/terms/tree";
import { plural } from "@/lib/format";
import classes from "./Terms.module.css";

interface TermsPanelProps {
  slug: string;
  terms: readonly CategoryTerm[];
  may: boolean;
}

const MANY = 12; // categories, that are more than a glance takes in

const categoriesSaid = (shown: number, all: number) =>
  `${shown < all ? `${shown} of ` : ""}${plural(all, "category", "categories")}`;

/** The words that distractors are compared with: names of categories and what was added to them. */
export function TermsPanel({ slug, terms, may }: TermsPanelProps) {
  const [typed, setTyped] = useState("");
  const categories = categoriesOf(terms);
  const shown = new Set(categories.filter((category) => holds(category, typed)));
  return (
    <section className={classes.panel} aria-labelledby="mining-terms">
      <h2 id="mining-terms">
        Terms <span>{plural(terms.length, "term")}</span>
      </h2>
      <p className={classes.hint}>
        Names of the categories of all levels, and extra terms: synonyms and finer words for what
        the objects are.
      </p>
      {categories.length > MANY && (
        <TextInput
          mb="xs"
          type="search"
          aria-label="Find a term"
          placeholder="Find a term"
          leftSection={<Icon name="search" />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <p className={classes.hint} role="status" hidden={shown.size > 0 || categories.length === 0}>
        {shown.size === 0 && `No category or extra term contains “${typed.trim()}”.`}
      </p>
      {branchesOf(categories).map(({ name, categories: below }) => {
        const found = below.filter((category) => shown.has(category)).length;
        return (
          <details key={name} open className={classes.branch} hidden={found === 0}>
            <summary>
              {name} <span>{categoriesSaid(found, below.length)}</span>
            </summary>
            <ul className={classes.categories} aria-label={`Categories of ${name}`}>
              {below.map((category) => (
                <CategoryRow
                  key={category.id}
                  slug={slug}
                  category={category}
                  may={may}
                  hidden={!shown.has(category)}
                />
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}
