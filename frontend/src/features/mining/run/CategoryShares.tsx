import { Button } from "@mantine/core";
import { useState } from "react";
import type { CategoryShare } from "@/api/mining";
import { EVERYTHING, type Only } from "@/features/mining/run/only";
import { ShareBar } from "@/features/mining/run/ShareBar";
import { shareWords } from "@/features/mining/words";
import { formatNumber } from "@/lib/format";
import classes from "./Shares.module.css";

interface CategorySharesProps {
  rows: readonly CategoryShare[];
  totals: { chosen: number; considered: number };
  only: Only;
  choose: (only: Only) => void;
}

const FIRST = 12;

/** How much of the subset each category is, beside what it is of all distractors and of a random subset. */
export function CategoryShares({ rows, totals, only, choose }: CategorySharesProps) {
  const [all, showAll] = useState(false);
  if (rows.length === 0) return null;
  const random = rows.reduce((sum, row) => sum + row.random, 0);
  const most = Math.max(...rows.map((row) => row.chosen / (totals.chosen || 1)), 1e-9);
  return (
    <div>
      <table className={classes.shares}>
        <caption>Categories</caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col">Subset</th>
            <th scope="col">All</th>
            {random > 0 && <th scope="col">Random</th>}
          </tr>
        </thead>
        <tbody>
          {(all ? rows : rows.slice(0, FIRST)).map(
            ({ name, chosen, considered, random: drawn }) => (
              <tr key={name}>
                <th scope="row">
                  <button
                    type="button"
                    aria-pressed={only.category === name}
                    onClick={() =>
                      choose(only.category === name ? EVERYTHING : { category: name, term: "" })
                    }
                  >
                    {name}
                  </button>
                  <ShareBar share={chosen / (totals.chosen || 1) / most} />
                </th>
                <td>{shareWords(chosen, totals.chosen)}</td>
                <td>{shareWords(considered, totals.considered)}</td>
                {random > 0 && <td>{shareWords(drawn, random)}</td>}
              </tr>
            ),
          )}
        </tbody>
      </table>
      {rows.length > FIRST && (
        <Button variant="default" size="compact-xs" mt={8} onClick={() => showAll(!all)}>
          {all ? "Show fewer" : `Show all ${formatNumber(rows.length)}`}
        </Button>
      )}
    </div>
  );
}
