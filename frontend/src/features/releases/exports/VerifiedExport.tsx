import { Button, Group, Text } from "@mantine/core";
import type { Export } from "@/api/types";
import { Ago } from "@/components/Ago";
import { Icon } from "@/components/Icon";
import { formatBytes, formatDuration, plural } from "@/lib/format";
import classes from "./Exports.module.css";

interface VerifiedExportProps {
  entry: Export;
  name: string;
}

/** Files that were checked one by one after they were written, to take home. */
export function VerifiedExport({ entry, name }: VerifiedExportProps) {
  const { verification } = entry;
  return (
    <section className={classes.export} data-state="verified" aria-label={`Export ${name}`}>
      <Group justify="space-between" gap="sm">
        <div>
          <h3>{name}</h3>
          <p className={classes.good}>
            <Icon name="check" /> Verified
            {verification && <>: {plural(verification.files, "file")} checked</>}
          </p>
          <Text size="sm" c="dimmed">
            {formatBytes(entry.bytes)}
            {verification && verification.seconds >= 1 && (
              <> · checked in {formatDuration(verification.seconds * 1000)}</>
            )}
            {entry.finished_at && (
              <>
                {" "}
                · <Ago at={entry.finished_at} />
              </>
            )}
          </Text>
        </div>
        {entry.download && (
          <Button
            component="a"
            href={entry.download}
            leftSection={<Icon name="download" />}
            aria-label={`Download ${name}`}
          >
            Download
          </Button>
        )}
      </Group>
      <Remarks warnings={verification?.warnings ?? []} />
      <p className={classes.hash}>
        SHA-256 of the manifest <code>{entry.manifest_sha256}</code>
      </p>
    </section>
  );
}

function Remarks({ warnings }: { warnings: { code: string; where: string; message: string }[] }) {
  if (warnings.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{plural(warnings.length, "remark")}</summary>
      <ul>
        {warnings.map((warning) => (
          <li key={`${warning.code} ${warning.where}`}>{warning.message}</li>
        ))}
      </ul>
    </details>
  );
}
