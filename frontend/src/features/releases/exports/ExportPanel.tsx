import { Anchor, Button, Group, Progress, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Export } from "@/api/types";
import { Icon } from "@/components/Icon";
import { VerifiedExport } from "@/features/releases/exports/VerifiedExport";
import { layoutWords } from "@/features/releases/page/facts";
import { formatNumber } from "@/lib/format";
import classes from "./Exports.module.css";

interface ExportPanelProps {
  slug: string;
  entry: Export;
  again: (() => void) | undefined;
  stop: ((job: number) => void) | undefined;
}

/** An export on its way, whole, or failed. */
export function ExportPanel({ slug, entry, again, stop }: ExportPanelProps) {
  const { name } = layoutWords(entry.layout);
  if (entry.state === "verified") {
    return <VerifiedExport entry={entry} name={name} />;
  }
  return (
    <section className={classes.export} data-state={entry.state} aria-label={`Export ${name}`}>
      <h3>{name}</h3>
      {entry.state === "failed" ? (
        <Failed entry={entry} again={again} />
      ) : (
        <OnItsWay slug={slug} entry={entry} name={name} stop={stop} />
      )}
    </section>
  );
}

const STEPS = { waiting: "Waiting for a worker", writing: "Writing", verifying: "Verifying" };

interface OnItsWayProps {
  slug: string;
  entry: Export;
  name: string;
  stop: ((job: number) => void) | undefined;
}

function OnItsWay({ slug, entry, name, stop }: OnItsWayProps) {
  const { job } = entry;
  const { done, total } = job ?? { done: 0, total: 0 };
  const step = STEPS[entry.state as keyof typeof STEPS] ?? entry.state;
  return (
    <>
      <Group justify="space-between" mb={8} gap="xs">
        <Text size="sm" role="status">
          {step}
          {total > 0 && `, ${formatNumber(done)} of ${formatNumber(total)}`}
        </Text>
        <Group gap="sm">
          <Anchor size="sm" component={Link} to={`/b/${slug}/jobs?state=running`}>
            You may leave; it stands in Jobs
          </Anchor>
          {stop && job && (
            <Button size="compact-sm" variant="default" onClick={() => stop(job.id)}>
              Cancel
            </Button>
          )}
        </Group>
      </Group>
      <Progress
        value={total > 0 ? (100 * done) / total : 0}
        aria-label={`Progress of the export ${name}`}
        transitionDuration={120}
      />
    </>
  );
}

function Failed({ entry, again }: { entry: Export; again: (() => void) | undefined }) {
  const problems = entry.verification?.problems ?? [];
  return (
    <div role="alert">
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
