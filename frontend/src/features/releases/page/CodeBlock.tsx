import { Button, CopyButton } from "@mantine/core";
import { Icon } from "@/components/Icon";
import classes from "./ReleasePage.module.css";

interface CodeBlockProps {
  label: string;
  value: string;
  /** Sentences, not code. */
  prose?: boolean;
}

/** Something to take along, wrapped so that a phone shows all of it; copying takes it unwrapped. */
export function CodeBlock({ label, value, prose }: CodeBlockProps) {
  return (
    <figure className={classes.code} data-prose={prose || undefined}>
      <figcaption>
        {label}
        <CopyButton value={value} timeout={1500}>
          {({ copied, copy }) => (
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<Icon name={copied ? "check" : "copy"} size={14} />}
              aria-label={copied ? `Copied ${label}` : `Copy ${label}`}
              onClick={copy}
            >
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </figcaption>
      <pre>
        <code>{value}</code>
      </pre>
    </figure>
  );
}
