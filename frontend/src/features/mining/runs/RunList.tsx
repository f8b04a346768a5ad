import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { runsQuery } from "@/api/mining";
import { useListKeys } from "@/commands/useListKeys";
import { Loading } from "@/components/Loading";
import { ProblemNote } from "@/components/ProblemNote";
import { RunEntry } from "@/features/mining/runs/RunEntry";
import classes from "../Mining.module.css";

/** Every run of the benchmark, the newest first. */
export function RunList({ slug }: { slug: string }) {
  const runs = useQuery(runsQuery(slug));
  const list = useRef<HTMLUListElement>(null);
  useListKeys("mining", list);
  return (
    <section className={classes.section} aria-labelledby="mining-runs">
      <h2 id="mining-runs">Runs</h2>
      {runs.isPending && <Loading label="Loading the runs" />}
      {runs.isError && <ProblemNote problem={runs.error} retry={runs.refetch} />}
      {runs.data?.length === 0 && (
        <p className={classes.quiet}>
          None yet. A run that was accepted is a subset of the next release.
        </p>
      )}
      {runs.data && runs.data.length > 0 && (
        <ul ref={list} className={classes.runs}>
          {runs.data.map((run) => (
            <li key={run.id}>
              <RunEntry slug={slug} run={run} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
