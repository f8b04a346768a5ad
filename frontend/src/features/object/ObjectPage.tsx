import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useParams } from "react-router";
import { benchmarkQuery } from "@/api/benchmarks";
import { sessionQuery } from "@/api/session";
import type { Workplace } from "@/api/types";
import { Loading } from "@/components/Loading";
import { ProblemPage } from "@/components/ProblemPage";
import { isSettling, workplaceQuery } from "@/features/object/data";
import { Workbench } from "@/features/object/Workbench";
import type { Mode } from "@/features/object/work";
import { useTitle } from "@/lib/useTitle";
import { flushAll, watchConnection } from "@/saving/sessions";

const CHECKING_MS = 2_000;
const SETTLING_MS = 1_500;

/** Page 3 and page 4: the workplace of one object, for its collector or for a reviewer. */
export default function ObjectPage({ mode }: { readonly mode: Mode }) {
  const { slug = "", key = "" } = useParams();
  const session = useQuery(sessionQuery);
  const benchmark = useQuery(benchmarkQuery(slug));
  const workplace = useQuery({
    ...workplaceQuery({ slug, key }),
    refetchInterval: ({ state }) => {
      if (isSettling({ slug, key })) return SETTLING_MS;
      return isChecking(state.data) ? CHECKING_MS : false;
    },
  });
  useTitle(workplace.data?.name, benchmark.data?.title);
  useEffect(() => {
    const stop = watchConnection();
    return () => {
      flushAll();
      stop();
    };
  }, []);
  const user = session.data?.user;
  if (workplace.data && benchmark.data && user) {
    return (
      <Workbench
        key={`${slug}/${key}/${mode}`}
        mode={mode}
        address={{ slug, key }}
        user={user}
        benchmark={benchmark.data}
        workplace={workplace.data}
      />
    );
  }
  const failed = [workplace, benchmark].find((query) => query.isError);
  if (failed) return <ProblemPage error={failed.error} retry={failed.refetch} />;
  return <Loading label="Loading the object" />;
}

function isChecking(workplace: Workplace | undefined): boolean {
  return workplace?.images.some(({ checking }) => checking) ?? false;
}
