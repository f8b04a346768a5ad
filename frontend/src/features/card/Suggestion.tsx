import { Button } from "@mantine/core";
import classes from "./Card.module.css";

interface SuggestionProps {
  label: string;
  text: string | undefined;
  value: string;
  use: (text: string) => void;
}

/** What the studio knows itself; it is taken over only when somebody says so. */
export function Suggestion({ label, text, value, use }: SuggestionProps) {
  if (!text || value.includes(text)) return null;
  return (
    <div className={classes.suggestion}>
      <p>
        <span>Suggested: </span>
        {text}
      </p>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Use this for ${label}`}
        onClick={() => use(value.trim() ? `${value.trim()} ${text}` : text)}
      >
        {value.trim() ? "Add this" : "Use this"}
      </Button>
    </div>
  );
}
