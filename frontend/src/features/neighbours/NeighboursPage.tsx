import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { benchmarkQuery } from "@/api/benchmarks";
import { setsQuery } from "@/api/distractorSets";
import { PageFrame } from "@/components/PageFrame";
import { Tabs } from "@/components/Tabs";
import { OfSets, Within } from "@/features/neighbours/PairLists";
import { VIEWS, type View } from "@/features/neighbours/views";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "./NeighboursPage.module.css";

export default function NeighboursPage() {
  const slug = useSlug();
  const benchmark = useQuery(benchmarkQuery(slug));
  useTitle("Neighbours", benchmark.data?.title);
  const [search] = useSearchParams();
  const asked = search.get("view") ?? "";
  const view: View = asked in VIEWS ? (asked as View) : "duplicates";
  const ofSets = search.get("of") === "sets";
  const { data: sets = [] } = useQuery(setsQuery(slug));
  const left = benchmark.data?.needs_me.neighbours_undecided ?? 0;
  const address = (kind: View, sets: boolean) => {
    const asked = new URLSearchParams({
      ...(kind !== "duplicates" && { view: kind }),
      ...(sets && { of: "sets" }),
    }).toString();
    return `/b/${slug}/neighbours${asked && `?${asked}`}`;
  };
  return (
    <PageFrame
      wide
      title="Neighbours"
      intro="Pictures that look alike. A duplicate shows the same photograph; the same scene is another photograph of it."
    >
      <div className={classes.choices}>
        <Tabs
          label="Pairs"
          current={view}
          tabs={(Object.keys(VIEWS) as View[]).map((value) => ({
            value,
            label: VIEWS[value].label,
            count: value === "duplicates" && !ofSets ? left : undefined,
            to: address(value, ofSets),
          }))}
        />
        {(sets.length > 0 || ofSets) && (
          <Tabs
            label="Compared with"
            current={ofSets ? "sets" : "benchmark"}
            tabs={[
              { value: "benchmark", label: "Within the benchmark", to: address(view, false) },
              { value: "sets", label: "Distractors of sets", to: address(view, true) },
            ]}
          />
        )}
      </div>
      {ofSets ? (
        <OfSets key={`sets ${view}`} slug={slug} view={view} />
      ) : (
        <Within key={view} slug={slug} view={view} left={view === "duplicates" ? left : null} />
      )}
    </PageFrame>
  );
}
