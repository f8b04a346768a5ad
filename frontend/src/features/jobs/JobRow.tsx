import { Button, Group, Progress } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { body, client } from "@/api/client";
import type { Job } from "@/api/types";
import { Ago } from "@/components/Ago";
import { ProblemNote } from "@/components/ProblemNote";
import { formatDuration, formatNumber } from "@/lib/format";
import { jobLabel, jobStateLabel } from "@/lib/jobs";
import classes from "./JobsPage.module.css";

/** One job: what it does to what, how far it is, and why it stopped. */
export function JobRow({ slug, job }: { slug: string; job: Job }) {
  const queries = useQueryClient();
  const acting = useMutation({
    mutationFn: (verb: "retry" | "cancel") =>
      body(client.POST(`/api/jobs/{id}/${verb}/`, { params: { path: { id: job.id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["b", slug, "jobs"] }),
  });
  return (
    <li className={classes.row} data-state={job.state}>
      <div className={classes.what}>
        <span>
          {jobLabel(job.kind)} <strong>{job.subject}</strong>
        </span>
        <span className={classes.when}>
          <When job={job} />
        </span>
      </div>
      <div className={classes.state}>
        <span className={classes.word}>{jobStateLabel(job.state)}</span>
        {job.can_retry && (
          <Button
            size="compact-sm"
            variant="default"
            loading={acting.isPending}
            onClick={() => acting.mutate("retry")}
          >
            Try again
          </Button>
        )}
        {job.can_cancel && (
          <Button
            size="compact-sm"
            variant="default"
            loading={acting.isPending}
            onClick={() => acting.mutate("cancel")}
          >
            Cancel
          </Button>
        )}
      </div>
      {job.state === "running" && job.total > 0 && <Steps job={job} />}
      {job.error && (job.state === "failed" || job.state === "dead" || job.state === "pending") && (
        <p className={classes.reason}>
          {job.state === "pending" && "The last try failed: "}
          {job.error}
        </p>
      )}
      {acting.isError && <ProblemNote problem={acting.error} />}
    </li>
  );
}

function Steps({ job }: { job: Job }) {
  return (
    <Group gap="sm" className={classes.progress}>
      <Progress
        value={(100 * job.done) / job.total}
        aria-label={`Progress of ${job.subject}`}
        size="sm"
        flex={1}
        transitionDuration={120}
      />
      <span className={classes.when}>
        {formatNumber(job.done)} of {formatNumber(job.total)}
      </span>
    </Group>
  );
}

function When({ job }: { job: Job }) {
  const tries = job.attempts > 1 && ` · try ${job.attempts} of ${job.max_attempts}`;
  if (job.finished_at && job.started_at) {
    const took = Date.parse(job.finished_at) - Date.parse(job.started_at);
    return (
      <>
        <Ago at={job.finished_at} /> · took {formatDuration(took)}
        {tries}
      </>
    );
  }
  return (
    <>
      {job.started_at ? "Started " : "Asked for "}
      <Ago at={job.started_at ?? job.created_at} />
      {tries}
    </>
  );
}
