import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { benchmarkQuery } from "@/api/benchmarks";
import { type Run, runQuery } from "@/api/mining";
import { Loading } from "@/components/Loading";
import { PageFrame } from "@/components/PageFrame";
import { ProblemNote } from "@/components/ProblemNote";
import { ProblemPage } from "@/components/ProblemPage";
import { onlyRead, usePhone } from "@/features/mining/phone";
import { Results } from "@/features/mining/run/Results";
import { Settings } from "@/features/mining/run/Settings";
import { RunActions } from "@/features/mining/runs/RunActions";
import { When } from "@/features/mining/runs/RunEntry";
import { RunProgress } from "@/features/mining/runs/RunProgress";
import { kindWords } from "@/features/mining/words";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "../Mining.module.css";

/** One run: how far it is, then what it chose and how hard that is, then the decision. */
export default function RunPage() {
  const slug = useSlug();
  const { run: id = "" } = useParams();
  const benchmark = useQuery(benchmarkQuery(slug));
  const run = useQuery(runQuery(slug, id));
  useTitle(run.data?.name, "Mining", benchmark.data?.title);
  if (run.isPending) return <Loading label="Loading the run" />;
  if (!run.data) return <ProblemPage error={run.error} retry={run.refetch} />;
  return (
    <>
      {run.isError && <ProblemNote problem={run.error} retry={run.refetch} />}
      <Whole slug={slug} run={run.data} />
    </>
  );
}

function Whole({ slug, run }: { slug: string; run: Run }) {
  const shown = usePhone() ? onlyRead(run) : run;
  return (
    <PageFrame
      wide
      title={run.name}
      intro={
        <>
          {kindWords(run)}, <When run={run} />.{" "}
          <Anchor component={Link} to={`/b/${slug}/mining`} underline="always">
            All runs
          </Anchor>
        </>
      }
      action={<RunActions slug={slug} run={shown} decide />}
    >
      <div className={classes.main}>
        <RunProgress run={run} />
        {run.summary && <Results slug={slug} run={run} summary={run.summary} />}
        <Settings run={run} />
      </div>
    </PageFrame>
  );
}
