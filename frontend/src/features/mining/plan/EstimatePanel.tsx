import { Table, Text } from "@mantine/core";
import type { Cost } from "@/api/mining";
import { FactList } from "@/components/FactList";
import { ProblemNote } from "@/components/ProblemNote";
import { WideTable } from "@/components/WideTable";
import type { Estimating } from "@/features/mining/plan/useEstimate";
import { boundWords, timeWords } from "@/features/mining/words";
import { formatBytes, formatNumber, plural } from "@/lib/format";
import classes from "./Plan.module.css";

/** Time by number of workers, memory and disk, and what bounds it, before anything starts. */
export function EstimatePanel({ estimate }: { estimate: Estimating }) {
  const { cost, isCurrent, isMeasuring, problem } = estimate;
  if (isMeasuring) {
    return (
      <Text size="sm" role="status">
        A worker measures itself on a sample.
      </Text>
    );
  }
  if (problem) return <ProblemNote problem={problem} retry={estimate.ask} />;
  if (!cost) return null;
  return (
    <section
      className={classes.estimate}
      aria-label="Estimate"
      data-stale={!isCurrent || undefined}
    >
      {!isCurrent && (
        <p className={classes.stale}>For other settings than these: estimate again.</p>
      )}
      <WideTable label="Time by number of workers" head={HEAD}>
        {cost.by_workers.map(({ workers, seconds }) => (
          <Table.Tr key={workers}>
            <Table.Td>{plural(workers, "worker")}</Table.Td>
            <Table.Td ta="right">{timeWords(seconds)}</Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
      <p>{boundWords(cost)}</p>
      <FactList facts={factsOf(cost)} />
    </section>
  );
}

const HEAD = [["Workers of this machine's kind"], ["Time", "right"]] as const;

function factsOf(cost: Cost): [string, string][] {
  const scored = cost.shards_scored_already;
  const facts: [string, string][] = [
    ["Images", `${formatNumber(cost.images)} in ${plural(cost.shards, "shard")}`],
    ["Text queries", formatNumber(cost.text_queries)],
    ["Pace", `${formatNumber(cost.images_per_second)} images/s for each worker`],
    ["Memory", `${formatBytes(cost.memory_bytes)} for each worker`],
    ["Disk", `${formatBytes(cost.disk_bytes)} of scores`],
  ];
  if (cost.to_encode > 0) {
    facts.push(["To describe", `${plural(cost.to_encode, "image")} without a descriptor`]);
  }
  if (scored > 0) facts.push(["Scored before", `${plural(scored, "shard")}: nothing to do there`]);
  return facts;
}
