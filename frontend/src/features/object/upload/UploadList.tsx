import { ActionIcon, Button, Group, Progress, Text, VisuallyHidden } from "@mantine/core";
import { Icon } from "@/features/object/icons";
import type { UploadItem } from "@/features/object/upload/queue";
import { RightsForm } from "@/features/object/upload/RightsForm";
import classes from "@/features/object/upload/upload.module.css";
import type { Uploads } from "@/features/object/upload/useUploads";
import { plural } from "@/lib/format";

const WORDS: Readonly<Record<UploadItem["state"], string>> = {
  waiting: "waiting",
  sending: "sending",
  checking: "being checked",
  done: "received",
  refused: "refused",
  failed: "not sent",
};

/** One line per file with progress, result and reason; it floats while there is something to say. */
export function UploadList({ uploads }: { readonly uploads: Uploads }) {
  const { items } = uploads;
  if (items.length === 0) return null;
  const count = (state: UploadItem["state"]) => items.filter((item) => item.state === state).length;
  const summary = `${count("done")} of ${plural(items.length, "file")} received${
    count("refused") > 0 ? `, ${count("refused")} refused` : ""
  }`;
  return (
    <section className={classes.uploads} aria-label="Uploads">
      <Group justify="space-between" mb="xs">
        <Text fw={600} size="sm">
          {summary}
        </Text>
        {count("done") > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={uploads.dismissDone}>
            Clear received
          </Button>
        )}
      </Group>
      <VisuallyHidden role="status">{summary}</VisuallyHidden>
      <ul className={classes.uploadItems}>
        {items.map((item) => (
          <UploadLine key={item.id} item={item} uploads={uploads} />
        ))}
      </ul>
      <RightsForm rights={uploads.rights} onChange={uploads.setRights} />
    </section>
  );
}

function UploadLine({ item, uploads }: { readonly item: UploadItem; readonly uploads: Uploads }) {
  const percent = item.size > 0 ? Math.round((100 * item.sent) / item.size) : 0;
  const running = item.state === "sending" || item.state === "checking" || item.state === "waiting";
  return (
    <li className={classes.uploadItem} data-state={item.state}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" truncate title={item.name}>
          {item.name}
        </Text>
        <Group gap={4} wrap="nowrap">
          <Text size="xs" c="dimmed">
            {item.role}
          </Text>
          <Text size="xs" className={classes.uploadState}>
            {item.state === "sending" ? `${percent} %` : WORDS[item.state]}
          </Text>
          {item.state === "failed" && (
            <Button size="compact-xs" variant="default" onClick={() => uploads.retry(item.id)}>
              Try again
            </Button>
          )}
          {!running && (
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={`Dismiss ${item.name}`}
              onClick={() => uploads.dismiss(item.id)}
            >
              <Icon name="close" size={14} />
            </ActionIcon>
          )}
        </Group>
      </Group>
      {running && (
        <Progress
          value={percent}
          size={3}
          aria-label={`Progress of ${item.name}`}
          animated={item.state === "checking"}
        />
      )}
      {item.sentence && (
        <Text size="xs" role={item.state === "done" ? undefined : "alert"} mt={2}>
          {item.sentence}
        </Text>
      )}
    </li>
  );
}
