import { Button, Group, Switch } from "@mantine/core";
import { formatNumber } from "@/lib/format";
import classes from "./Terms.module.css";

interface TemplatesPanelProps {
  templates: readonly string[];
  /** Those that are used. */
  used: readonly string[];
  /** Nothing where they are only read. */
  use: ((templates: string[]) => void) | undefined;
}

/** The sentences that each term is put into, with a switch each. */
export function TemplatesPanel({ templates, used, use }: TemplatesPanelProps) {
  const chosen = new Set(used);
  const toggle = (template: string) =>
    use?.(templates.filter((each) => (each === template) !== chosen.has(each)));
  return (
    <details className={classes.panel}>
      <summary>
        <h2>
          Templates{" "}
          <span>
            {formatNumber(used.length)} of {formatNumber(templates.length)} used
          </span>
        </h2>
      </summary>
      <p className={classes.hint}>
        Sentences of CLIP about photographs, with the place where a term stands.
      </p>
      {use && (
        <Group gap="xs" mb="xs">
          <Button size="compact-xs" variant="default" onClick={() => use([...templates])}>
            Use all
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => use([])}>
            Use none
          </Button>
        </Group>
      )}
      <ul className={classes.templates} aria-label="Templates">
        {templates.map((template) => (
          <li key={template}>
            {use ? (
              <Switch
                size="xs"
                label={sentence(template)}
                checked={chosen.has(template)}
                onChange={() => toggle(template)}
              />
            ) : (
              sentence(template)
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

const sentence = (template: string): string => template.replace("{}", "[term]");
