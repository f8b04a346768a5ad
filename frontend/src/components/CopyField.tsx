import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { Icon } from "@/components/Icon";
import classes from "./CopyField.module.css";

interface CopyFieldProps {
  label: string;
  value: string;
}

/** Text to take along: code, a citation, a link, with one button that copies it. */
export function CopyField({ label, value }: CopyFieldProps) {
  return (
    <div className={classes.field}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wide text must scroll by keyboard too. */}
      <section tabIndex={0} aria-label={label}>
        <pre>{value}</pre>
      </section>
      <CopyButton value={value} timeout={1500}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? "Copied" : "Copy"} opened={copied || undefined}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={copied ? "Copied" : `Copy ${label.toLowerCase()}`}
              onClick={copy}
            >
              <Icon name={copied ? "check" : "copy"} />
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
