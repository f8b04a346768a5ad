import { Anchor, Button, Group, Progress, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Export } from "@/api/types";
import { Ago } from "@/components/Ago";
import { Icon } from "@/components/Icon";
import { formatBytes, formatDuration, formatNumber, plural } from "@/lib/format";
import classes from "./ReleasesPage.module.css";

interface ExportPanelProps {
  slug: string;
  entry: Export;
  again: (() => void) | undefined;
}

/** An export on its way, whole, or failed. */
export function ExportPanel({ slug, entry, again }: ExportPanelProps) {
  if (entry.state === "verified") return <Verified entry={entry} />;
  if (entry.state === "failed") return <Failed entry={entry} again={again} />;
  return <OnItsWay slug={slug} entry={entry} />;
}

const STEPS = { waiting: "Waiting for a worker", writing: "Writing", verifying: "Verifying" };

function OnItsWay({ slug, entry }: { slug: string; entry: Export }) {
  const { done, total } = entry.job ?? { done: 0, total: 0 };
  const step = STEPS[entry.state as keyof typeof STEPS] ?? entry.state;
  return (
    <div className={classes.export}>
      <Group justify="space-between" mb={8}>
        <Text size="sm" role="status">
          {step}
          {total > 0 && `, ${formatNumber(done)} of ${formatNumber(total)}`}
        </Text>
        <Anchor size="sm" component={Link} to={`/b/${slug}/jobs?state=running`}>
          You may leave; it stands in Jobs
        </Anchor>
      </Group>
      <Progress
        value={total > 0 ? (100 * done) / total : 0}
        aria-label="Progress of the export"
        transitionDuration={120}
      />
    </div>
  );
}

function Failed({ entry, again }: { entry: Export; again: (() => void) | undefined }) {
  const problems = entry.verification?.problems ?? [];
  return (
    <div className={classes.export} data-state="failed" role="alert">
      <p className={classes.bad}>
        <Icon name="alert" /> The export did not succeed. {entry.error}
      </p>
      <ul>
        {problems.slice(0, 20).map((problem) => (
          <li key={`${problem.code} ${problem.path}`}>{problem.message}</li>
        ))}
      </ul>
      {again && (
        <Button variant="default" size="compact-md" onClick={again}>
          Export again
        </Button>
      )}
    </div>
  );
}

function Verified({ entry }: { entry: Export }) {
  const { verification } = entry;
  return (
    <div className={classes.export} data-state="verified">
      <Group justify="space-between" gap="sm">
        <div>
          <p className={classes.good}>
            <Icon name="check" /> Verified
            {verification && <>: {plural(verification.files, "file")} checked</>}
          </p>
          <Text size="sm" c="dimmed">
            {formatBytes(entry.bytes)}
            {verification && <> · checked in {formatDuration(verification.seconds * 1000)}</>}
            {entry.finished_at && (
              <>
                {" "}
                · <Ago at={entry.finished_at} />
              </>
            )}
          </Text>
        </div>
        {entry.download && (
          <Button component="a" href={entry.download} leftSection={<Icon name="download" />}>
            Download
          </Button>
        )}
      </Group>
      {verification && verification.warnings.length > 0 && (
        <details className={classes.details}>
          <summary>{plural(verification.warnings.length, "remark")}</summary>
          <ul>
            {verification.warnings.map((warning) => (
              <li key={`${warning.code} ${warning.where}`}>{warning.message}</li>
            ))}
          </ul>
        </details>
      )}
      <p className={classes.hash}>
        SHA-256 of the manifest <code>{entry.manifest_sha256}</code>
      </p>
    </div>
  );
}
