import type { Run } from "@/api/mining";
import { type Fact, FactList } from "@/components/FactList";
import { ensembleLabel } from "@/features/mining/words";
import { formatNumber, plural } from "@/lib/format";
import classes from "../Mining.module.css";

/** What the run was asked, as it was when it began: later edits of the taxonomy change nothing here. */
export function Settings({ run }: { run: Run }) {
  const { size, sets, kind, encoders, ensemble, terms, templates, seed } = run;
  const facts: Fact[] = [
    ["Size", formatNumber(size)],
    ["Sets", sets.join(", ")],
  ];
  if (kind === "random") facts.push(["Seed", String(seed)]);
  else {
    facts.push(
      ["Encoders", encoders.join(", ")],
      ["Ensemble", encoders.length > 1 ? ensembleLabel(ensemble) : "One encoder needs none"],
      [
        "Text queries",
        `${plural(terms.length, "term")} in ${plural(templates.length, "template")}`,
      ],
      ["Terms", terms.map(({ text }) => text).join(", ")],
    );
  }
  return (
    <section className={classes.section} aria-labelledby="mining-settings">
      <h2 id="mining-settings">What was asked</h2>
      <FactList facts={facts} />
    </section>
  );
}
