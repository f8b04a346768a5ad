import { Button, Group, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { benchmarkQuery } from "@/api/benchmarks";
import type { BenchmarkDetail } from "@/api/types";
import { Keys } from "@/commands/Keys";
import { useCommands, useShortcut } from "@/commands/useCommands";
import { Icon } from "@/components/Icon";
import { Loading } from "@/components/Loading";
import { ProblemPage } from "@/components/ProblemPage";
import { ActivityList } from "@/features/home/ActivityList";
import { ConsentPanel } from "@/features/home/ConsentPanel";
import { LatestReleases } from "@/features/home/LatestReleases";
import { NeedsMe } from "@/features/home/NeedsMe";
import { NewObject } from "@/features/home/NewObject";
import { Progress } from "@/features/home/Progress";
import { formatDate } from "@/lib/format";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "./HomePage.module.css";

export default function HomePage() {
  const slug = useSlug();
  const benchmark = useQuery(benchmarkQuery(slug));
  useTitle(benchmark.data?.title);
  if (benchmark.isPending) return <Loading label="Loading the benchmark" />;
  if (benchmark.isError) return <ProblemPage error={benchmark.error} retry={benchmark.refetch} />;
  return <Home benchmark={benchmark.data} />;
}

function Home({ benchmark }: { benchmark: BenchmarkDetail }) {
  const { slug, permissions, consent } = benchmark;
  const [creating, { open, close }] = useDisclosure(false);
  const mustSign = permissions.collect && consent !== null && !consent.signed;
  return (
    <div className={classes.page}>
      <Group justify="space-between" align="flex-start" gap="md">
        <div>
          <Title order={1} size="h2">
            {benchmark.title}
          </Title>
          <Text c="dimmed">
            Cut-off {formatDate(benchmark.cutoff)}
            {benchmark.roles.length > 0 && <> · you are {benchmark.roles.join(", ")}</>}
          </Text>
        </div>
        {permissions.collect && <NewObjectButton onClick={open} />}
      </Group>
      {mustSign && <ConsentPanel slug={slug} consent={consent} />}
      <Progress benchmark={benchmark} />
      <div className={classes.columns}>
        <div className={classes.main}>
          <NeedsMe benchmark={benchmark} />
          <ActivityList slug={slug} />
        </div>
        <LatestReleases slug={slug} maintain={permissions.maintain} />
      </div>
      <NewObject slug={slug} opened={creating} onClose={close} />
    </div>
  );
}

function NewObjectButton({ onClick }: { onClick: () => void }) {
  useCommands([
    { id: "home.new", label: "Add a new object", keys: ["n"], scope: "page", run: onClick },
  ]);
  const { "aria-keyshortcuts": shortcut } = useShortcut("home.new");
  return (
    <Button
      size="md"
      leftSection={<Icon name="plus" />}
      rightSection={<Keys spec="n" />}
      aria-keyshortcuts={shortcut}
      onClick={onClick}
    >
      New object
    </Button>
  );
}
