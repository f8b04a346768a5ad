import { Loader, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { gateQuery } from "@/api/releases";
import type { Gate } from "@/api/types";
import { Icon } from "@/components/Icon";
import { ProblemNote } from "@/components/ProblemNote";
import { Blocked } from "@/features/releases/Blocked";
import { CardMissing } from "@/features/releases/CardMissing";
import { Counts } from "@/features/releases/Counts";
import { FreezeForm } from "@/features/releases/FreezeForm";
import { formatNumber, plural } from "@/lib/format";
import classes from "./ReleasesPage.module.css";

/** The gate: what would enter the next release and what stands in the way, before any button. */
export function NextRelease({ slug, maintain }: { slug: string; maintain: boolean }) {
  const gate = useQuery(gateQuery(slug));
  return (
    <section className={classes.entry} data-next="" aria-labelledby="next-release">
      <Title order={2} size="h4" id="next-release">
        {gate.data ? `Next release, ${gate.data.next_version}` : "Next release"}
      </Title>
      {gate.isPending && (
        <Text c="dimmed" role="status">
          <Loader size={14} color="gray" mr={8} />
          Checking every accepted object against all rules
        </Text>
      )}
      {gate.isError && <ProblemNote problem={gate.error} retry={gate.refetch} />}
      {gate.data && (
        <>
          <Counts counts={gate.data.counts} />
          <Subsets subsets={gate.data.subsets} />
          <Verdict gate={gate.data} />
          <Problems problems={gate.data.problems} />
          <CardMissing slug={slug} missing={gate.data.card.missing} maintain={maintain} />
          <Blocked slug={slug} blocked={gate.data.blocked} />
          {maintain && <FreezeForm key={gate.data.next_version} slug={slug} gate={gate.data} />}
        </>
      )}
    </section>
  );
}

function Verdict({ gate }: { gate: Gate }) {
  const { ready, blocked, problems } = gate;
  if (ready + blocked.length === 0) {
    return <Text c="dimmed">No object is accepted yet, so there is nothing to freeze.</Text>;
  }
  if (blocked.length === 0 && problems.length === 0) {
    return (
      <p className={classes.good}>
        <Icon name="check" /> All rules hold for {plural(ready, "accepted object")}.
      </p>
    );
  }
  if (blocked.length === 0) return null;
  return (
    <p className={classes.bad}>
      <Icon name="alert" />
      {plural(blocked.length, "accepted object")} {blocked.length === 1 ? "does" : "do"} not hold
      all rules; {ready} {ready === 1 ? "is" : "are"} ready.
    </p>
  );
}

function Subsets({ subsets }: { subsets: Gate["subsets"] }) {
  if (subsets.length === 0) return null;
  const named = subsets.map(({ name, size }) => `${name} (${formatNumber(size)})`);
  return (
    <Text size="sm">
      {subsets.length === 1 ? "Subset" : "Subsets"} of the distractors: {named.join(", ")}
    </Text>
  );
}

function Problems({ problems }: { problems: Gate["problems"] }) {
  if (problems.length === 0) return null;
  return (
    <div className={classes.problems}>
      <Text fw={500} size="sm">
        The release as a whole cannot be frozen yet
      </Text>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.code} ${problem.message}`}>{problem.message}</li>
        ))}
      </ul>
    </div>
  );
}
