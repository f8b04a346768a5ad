import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { benchmarkQuery } from "@/api/benchmarks";
import { pagesQuery } from "@/api/pages";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { PageFrame } from "@/components/PageFrame";
import { ProblemNote } from "@/components/ProblemNote";
import { Tabs } from "@/components/Tabs";
import { DecisionProgress } from "@/features/neighbours/DecisionProgress";
import { PairGrid } from "@/features/neighbours/PairGrid";
import { useVerdicts } from "@/features/neighbours/useVerdicts";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";

const VIEWS = {
  duplicates: { label: "Likely duplicates", query: { state: "undecided" } },
  scenes: { label: "Same scene", query: { state: "undecided", suggested: "same scene" } },
  decided: { label: "Decided", query: { state: "decided" } },
} as const;
type View = keyof typeof VIEWS;

export default function NeighboursPage() {
  const slug = useSlug();
  const benchmark = useQuery(benchmarkQuery(slug));
  useTitle("Neighbours", benchmark.data?.title);
  const [search] = useSearchParams();
  const asked = search.get("view") ?? "";
  const view: View = asked in VIEWS ? (asked as View) : "duplicates";
  const left = benchmark.data?.needs_me.neighbours_undecided ?? 0;
  return (
    <PageFrame
      wide
      title="Neighbours"
      intro="Pictures that look alike. A duplicate shows the same photograph; the same scene is another photograph of it."
    >
      <Tabs
        label="Pairs"
        current={view}
        tabs={Object.entries(VIEWS).map(([value, { label }]) => ({
          value,
          label,
          count: value === "duplicates" ? left : undefined,
          to: `/b/${slug}/neighbours${value === "duplicates" ? "" : `?view=${value}`}`,
        }))}
      />
      <Pairs key={view} slug={slug} view={view} left={view === "duplicates" ? left : null} />
    </PageFrame>
  );
}

function Pairs({ slug, view, left }: { slug: string; view: View; left: number | null }) {
  const pairs = useInfiniteQuery({
    ...pagesQuery(
      ["b", slug, "neighbours", view],
      "/api/benchmarks/{slug}/neighbours/",
      slug,
      VIEWS[view].query,
    ),
    // Decided pairs stay where they are until the page is opened anew, so that undo finds them.
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  const verdicts = useVerdicts(slug);
  if (pairs.isPending) return <Loading label="Loading pairs" />;
  const rows = pairs.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <>
      {left !== null && <DecisionProgress decided={verdicts.decidedHere} left={left} />}
      {pairs.isError && <ProblemNote problem={pairs.error} retry={pairs.refetch} />}
      {pairs.isSuccess && rows.length === 0 && <Nothing view={view} />}
      <PairGrid
        slug={slug}
        pairs={rows}
        verdicts={verdicts}
        hasMore={pairs.hasNextPage}
        loadingMore={pairs.isFetchingNextPage}
        onMore={() => pairs.fetchNextPage()}
      />
    </>
  );
}

function Nothing({ view }: { view: View }) {
  if (view === "decided") {
    return (
      <EmptyState title="No verdicts yet">They are kept here and never asked twice.</EmptyState>
    );
  }
  return (
    <EmptyState title="No pair waits for a verdict">
      Every new picture is compared with all others; pairs that look alike will appear here.
    </EmptyState>
  );
}
