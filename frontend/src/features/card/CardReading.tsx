import type { About } from "@/api/release";
import { EmptyState } from "@/components/EmptyState";
import { fieldLabel, isAboutCollection, RESPONSIBLE } from "@/features/card/questions";
import { answersOf } from "@/features/card/words";
import classes from "./Card.module.css";

const BASIC = [
  "description",
  "creators",
  "licence",
  "url",
  "homepage",
  "contact",
  "state",
  "language",
  "keywords",
  "paper_bibtex",
];

const SYNTHETIC = "responsible.has_synthetic_data";
const SAYS_LITTLE = new Set(["language", SYNTHETIC]);

const PARTS = [
  { title: "The benchmark", paths: BASIC },
  ...RESPONSIBLE.map(({ title, questions }) => ({
    title,
    paths: [
      ...questions.map(({ name }) => `responsible.${name}`),
      ...(isAboutCollection(questions) ? [SYNTHETIC] : []),
    ],
  })),
];

/** The same answers for those who do not write them. */
export function CardReading({ about }: { about: About }) {
  const answers = answersOf(about);
  const said = PARTS.flatMap(({ paths }) => paths).some(
    (path) => !SAYS_LITTLE.has(path) && answers.get(path),
  );
  if (!said) {
    return (
      <EmptyState title="Nothing answered yet">
        A maintainer describes the benchmark here before it is released.
      </EmptyState>
    );
  }
  return (
    <div className={classes.form}>
      {PARTS.map(({ title, paths }) => (
        <section key={title} className={classes.section} aria-label={title}>
          <h2>{title}</h2>
          <dl className={classes.reading}>
            {paths.map((path) => (
              <div key={path}>
                <dt>{fieldLabel(path)}</dt>
                <dd data-open={!answers.get(path) || undefined}>
                  {answers.get(path) || "Not answered"}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
