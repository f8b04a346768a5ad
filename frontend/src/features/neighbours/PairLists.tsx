import { type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import { pagesQuery } from "@/api/pages";
import { type Pair, pairOfSet } from "@/api/pairs";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { ProblemNote } from "@/components/ProblemNote";
import { DecisionProgress } from "@/features/neighbours/DecisionProgress";
import { PairGrid } from "@/features/neighbours/PairGrid";
import { useVerdicts } from "@/features/neighbours/useVerdicts";
import { VIEWS, type View } from "@/features/neighbours/views";

// Decided pairs stay where they are until the page is opened anew, so that undo finds them.
const STAYING = { refetchOnWindowFocus: false, gcTime: 0 } as const;

/** Two pictures of the benchmark. */
export function Within({ slug, view, left }: { slug: string; view: View; left: number | null }) {
  const { query } = VIEWS[view];
  const pairs = useInfiniteQuery({
    ...pagesQuery(
      ["b", slug, "neighbours", view],
      "/api/benchmarks/{slug}/neighbours/",
      slug,
      query,
    ),
    ...STAYING,
  });
  const rows = pairs.data?.pages.flatMap((page): Pair[] => page.results) ?? [];
  return <Pairs slug={slug} view={view} left={left} pairs={pairs} rows={rows} />;
}

/** A picture of the benchmark and a distractor of a set. */
export function OfSets({ slug, view }: { slug: string; view: View }) {
  const { query } = VIEWS[view];
  const pairs = useInfiniteQuery({
    ...pagesQuery(
      ["b", slug, "set-neighbours", view],
      "/api/benchmarks/{slug}/set-neighbours/",
      slug,
      query,
    ),
    ...STAYING,
  });
  const rows = pairs.data?.pages.flatMap((page) => page.results.map(pairOfSet)) ?? [];
  return <Pairs slug={slug} view={view} left={null} pairs={pairs} rows={rows} />;
}

interface PairsProps {
  slug: string;
  view: View;
  left: number | null;
  pairs: Pick<
    UseInfiniteQueryResult,
    | "isPending"
    | "isError"
    | "isSuccess"
    | "error"
    | "refetch"
    | "hasNextPage"
    | "isFetchingNextPage"
    | "fetchNextPage"
  >;
  rows: readonly Pair[];
}

function Pairs({ slug, view, left, pairs, rows }: PairsProps) {
  const verdicts = useVerdicts(slug);
  if (pairs.isPending) return <Loading label="Loading pairs" />;
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
