import { Anchor } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import { type Asked, auditQuery } from "@/api/audit";
import { benchmarkQuery } from "@/api/benchmarks";
import { asProblem } from "@/api/problems";
import { Loading } from "@/components/Loading";
import { PageFrame } from "@/components/PageFrame";
import { ProblemNote } from "@/components/ProblemNote";
import { ProblemPage } from "@/components/ProblemPage";
import { ListTabs } from "@/features/audit/ListTabs";
import { Nothing, Orderless } from "@/features/audit/Nothing";
import { Sitting } from "@/features/audit/Sitting";
import { useTitle } from "@/lib/useTitle";

/** The distractors nearest to one object: none of them may show it. */
export default function AuditPage() {
  const { slug = "", key = "" } = useParams();
  const [search] = useSearchParams();
  const benchmark = useQuery(benchmarkQuery(slug));
  const given = (name: string) => search.get(name) ?? "";
  const asked: Asked = {
    slug,
    key,
    list: given("list"),
    set: given("set"),
    encoder: given("encoder"),
  };
  const nearest = useInfiniteQuery({
    ...auditQuery(asked),
    // Marked pictures stay where they are until the list is opened anew, so that undo finds them.
    refetchOnWindowFocus: false,
  });
  const audit = nearest.data?.pages[0];
  useTitle("Nearest distractors", audit?.object.name ?? key, benchmark.data?.title);
  if (nearest.isPending) return <Loading label="Loading the nearest distractors" />;
  if (!audit) {
    const problem = asProblem(nearest.error);
    if (problem.code === "audit.no-descriptors") {
      return <Orderless asked={asked} sentence={problem.sentence} />;
    }
    return <ProblemPage error={problem} retry={nearest.refetch} />;
  }
  const rows = nearest.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <PageFrame
      wide
      title={`Nearest distractors of ${audit.object.name}`}
      intro={
        <>
          None of them may show the object.{" "}
          <Anchor component={Link} to={`/b/${slug}/objects/${key}`} underline="always">
            Back to the object
          </Anchor>
        </>
      }
    >
      {audit.lists.length > 0 && <ListTabs asked={asked} audit={audit} />}
      {nearest.isError && <ProblemNote problem={nearest.error} retry={nearest.refetch} />}
      {audit.state === "ready" && rows.length > 0 ? (
        <Sitting
          key={`${audit.set} ${audit.encoder?.version} ${audit.list}`}
          asked={{ ...asked, set: audit.set, list: audit.list }}
          audit={audit}
          rows={rows}
          hasMore={nearest.hasNextPage}
          loadingMore={nearest.isFetchingNextPage}
          onMore={() => {
            if (!nearest.isFetching) void nearest.fetchNextPage();
          }}
          renew={() => void nearest.refetch()}
        />
      ) : (
        <Nothing slug={slug} audit={audit} retry={nearest.refetch} />
      )}
    </PageFrame>
  );
}
