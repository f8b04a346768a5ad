import { Checkbox } from "@mantine/core";
import { Answer } from "@/features/card/Answer";
import type { Part } from "@/features/card/CardForm";
import type { Question } from "@/features/card/questions";
import { fieldId, isAboutCollection } from "@/features/card/questions";
import classes from "./Card.module.css";

const SYNTHETIC = "has_synthetic_data";

/** Questions of one kind, each a text of sentences. */
export function ResponsibleFields({
  about,
  card,
  set,
  flush,
  questions,
}: Part & { questions: readonly Question[] }) {
  const { responsible } = about;
  const answer = (name: string, value: string | boolean) =>
    set({ responsible: { ...responsible, [name]: value } });
  return (
    <div className={classes.fields}>
      {questions.map(({ name, label, hint }) => (
        <Answer
          key={name}
          path={`responsible.${name}`}
          label={label}
          hint={hint}
          long
          value={responsible[name]}
          card={card}
          change={(text) => answer(name, text)}
          flush={flush}
        />
      ))}
      {isAboutCollection(questions) && (
        <Checkbox
          id={fieldId(`responsible.${SYNTHETIC}`)}
          label="Some of the pictures are synthetic: drawn, rendered or generated"
          checked={responsible[SYNTHETIC] === true}
          onChange={(event) => {
            answer(SYNTHETIC, event.currentTarget.checked);
            flush();
          }}
        />
      )}
    </div>
  );
}
