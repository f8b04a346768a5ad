import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import { benchmarkQuery } from "@/api/benchmarks";
import { type DistractorSet, setsQuery } from "@/api/distractorSets";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { PageFrame } from "@/components/PageFrame";
import { ProblemPage } from "@/components/ProblemPage";
import { Tabs } from "@/components/Tabs";
import { Refusals } from "@/features/distractors/Refusals";
import { SetActions } from "@/features/distractors/SetActions";
import { SetCounts } from "@/features/distractors/SetCounts";
import { SetFacts } from "@/features/distractors/SetFacts";
import { SetProgress } from "@/features/distractors/SetProgress";
import { Shards } from "@/features/distractors/Shards";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "./Distractors.module.css";

/** One set: where it comes from, how far it is, shard by shard, and every refused image. */
export default function SetPage() {
  const slug = useSlug();
  const { set: name } = useParams();
  const benchmark = useQuery(benchmarkQuery(slug));
  useTitle(name, "Distractors", benchmark.data?.title);
  const sets = useQuery(setsQuery(slug));
  if (sets.isPending) return <Loading label="Loading the set of distractors" />;
  if (!sets.data) return <ProblemPage error={sets.error} retry={sets.refetch} />;
  const set = sets.data.find((entry) => entry.slug === name);
  if (!set) {
    return (
      <EmptyState
        level={1}
        title="No such set of distractors"
        action={
          <Anchor component={Link} to={`/b/${slug}/distractors`}>
            All sets
          </Anchor>
        }
      >
        This benchmark has no set called {name}.
      </EmptyState>
    );
  }
  return <Whole slug={slug} set={set} />;
}

function Whole({ slug, set }: { slug: string; set: DistractorSet }) {
  const [search] = useSearchParams();
  const view = search.get("view") === "refusals" ? "refusals" : "shards";
  const here = `/b/${slug}/distractors/${set.slug}`;
  return (
    <PageFrame
      title={set.slug}
      intro={
        <Anchor component={Link} to={`/b/${slug}/distractors`}>
          All sets of distractors
        </Anchor>
      }
      action={<SetActions slug={slug} set={set} />}
    >
      <div className={classes.whole}>
        <SetProgress set={set} />
        <SetCounts set={set} />
        <SetFacts slug={slug} set={set} />
        <div>
          <Tabs
            label="What became of the images"
            current={view}
            tabs={[
              { value: "shards", label: "Shards", to: here },
              {
                value: "refusals",
                label: "Refused images",
                to: `${here}?view=refusals`,
                count: set.refused,
              },
            ]}
          />
        </div>
        {view === "shards" ? (
          <Shards key={set.id} slug={slug} set={set} />
        ) : (
          <Refusals key={set.id} slug={slug} set={set} />
        )}
      </div>
    </PageFrame>
  );
}
