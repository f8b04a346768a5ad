import { Textarea, TextInput } from "@mantine/core";
import type { Card } from "@/api/card";
import { FieldLabel } from "@/features/card/FieldLabel";
import { fieldId } from "@/features/card/questions";
import { Suggestion } from "@/features/card/Suggestion";
import classes from "./Card.module.css";

interface AnswerProps {
  path: string;
  label: string;
  hint?: string;
  value: string;
  card: Card;
  /** Sentences rather than a line. */
  long?: boolean;
  error?: string | null;
  change: (text: string) => void;
  flush: () => void;
}

/** One question: what is asked, what stands there, and what the studio would say. */
export function Answer({ path, label, hint, value, card, long, error, ...act }: AnswerProps) {
  const Field = long ? Textarea : TextInput;
  return (
    <div className={classes.answer}>
      <Field
        id={fieldId(path)}
        label={<FieldLabel label={label} open={card.missing.includes(path) && !value.trim()} />}
        description={hint}
        value={value}
        error={error}
        onChange={(event) => act.change(event.currentTarget.value)}
        onBlur={act.flush}
        {...(long ? { autosize: true, minRows: 2, maxRows: 14 } : {})}
      />
      <Suggestion
        label={label}
        text={card.suggestions[path]}
        value={value}
        use={(text) => {
          act.change(text);
          act.flush();
        }}
      />
    </div>
  );
}
