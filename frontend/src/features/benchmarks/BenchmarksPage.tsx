import { Button, Group, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { benchmarksQuery } from "@/api/benchmarks";
import { sessionQuery } from "@/api/session";
import { EmptyState } from "@/components/EmptyState";
import { Icon } from "@/components/Icon";
import { Loading } from "@/components/Loading";
import { ProblemPage } from "@/components/ProblemPage";
import { BenchmarkTile } from "@/features/benchmarks/BenchmarkTile";
import { NewBenchmark } from "@/features/benchmarks/NewBenchmark";
import { useTitle } from "@/lib/useTitle";
import classes from "./BenchmarksPage.module.css";

export default function BenchmarksPage() {
  useTitle("Benchmarks");
  const benchmarks = useQuery(benchmarksQuery);
  const session = useQuery(sessionQuery);
  const [creating, { open, close }] = useDisclosure(false);
  const mayCreate = session.data?.user?.is_staff === true;
  if (benchmarks.isPending) return <Loading label="Loading benchmarks" />;
  if (benchmarks.isError) {
    return <ProblemPage error={benchmarks.error} retry={benchmarks.refetch} />;
  }
  const create = mayCreate && (
    <Button leftSection={<Icon name="plus" />} onClick={open}>
      New benchmark
    </Button>
  );
  return (
    <div className={classes.page}>
      <Group justify="space-between" mb="lg">
        <Title order={1} size="h2">
          Benchmarks
        </Title>
        {benchmarks.data.length > 0 && create}
      </Group>
      {benchmarks.data.length === 0 ? (
        <EmptyState title="You are not a member of a benchmark yet" action={create}>
          {mayCreate
            ? "Start one: a title and a cut-off date are enough."
            : "A maintainer can invite you with a link. It will then stand here."}
        </EmptyState>
      ) : (
        <ul className={classes.grid}>
          {benchmarks.data.map((card) => (
            <li key={card.slug}>
              <BenchmarkTile card={card} />
            </li>
          ))}
        </ul>
      )}
      <NewBenchmark opened={creating} onClose={close} />
    </div>
  );
}
