import { Anchor } from "@mantine/core";
import type { Card } from "@/api/card";
import type { About } from "@/api/release";
import { BasicFields } from "@/features/card/BasicFields";
import { Creators } from "@/features/card/Creators";
import { fieldId, fieldLabel, RESPONSIBLE } from "@/features/card/questions";
import { ResponsibleFields } from "@/features/card/ResponsibleFields";
import { StaleCard } from "@/features/card/StaleCard";
import { useCard } from "@/features/card/useCard";
import { plural } from "@/lib/format";
import { SaveLine } from "@/saving/SaveLine";
import { useEditing, useSaveState } from "@/saving/useSession";
import classes from "./Card.module.css";

interface CardFormProps {
  slug: string;
  user: number;
  card: Card;
}

/** What every part of the form gets. */
export interface Part {
  about: About;
  card: Card;
  set: (part: Partial<About>) => void;
  flush: () => void;
}

/** Every answer saves itself; nothing is filled in that nobody asked for. */
export function CardForm({ slug, user, card }: CardFormProps) {
  const session = useCard(slug, user, card);
  const { value: about } = useEditing(session);
  const state = useSaveState(session);
  const part: Part = {
    about,
    card,
    set: (changed) => session.edit({ ...about, ...changed }),
    flush: () => session.saver.flush(),
  };
  return (
    <div className={classes.form}>
      <div className={classes.state}>
        <Unanswered missing={card.missing} />
        <SaveLine state={state} retry={part.flush} what="card" />
      </div>
      <section className={classes.section} aria-label="The benchmark">
        <h2>The benchmark</h2>
        <BasicFields {...part} />
      </section>
      <Creators {...part} />
      {RESPONSIBLE.map(({ title, questions }) => (
        <section key={title} className={classes.section} aria-label={title}>
          <h2>{title}</h2>
          <ResponsibleFields {...part} questions={questions} />
        </section>
      ))}
      <StaleCard session={session} />
    </div>
  );
}

function Unanswered({ missing }: { missing: string[] }) {
  if (missing.length === 0) return <p>Everything is answered.</p>;
  return (
    <details className={classes.unanswered}>
      <summary>{plural(missing.length, "answer")} missing</summary>
      <ul>
        {missing.map((path) => (
          <li key={path}>
            <Anchor href={`#${fieldId(path)}`} size="sm">
              {fieldLabel(path)}
            </Anchor>
          </li>
        ))}
      </ul>
    </details>
  );
}
