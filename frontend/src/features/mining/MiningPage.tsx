import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { benchmarkQuery } from "@/api/benchmarks";
import { type NewRun, type Searchable, searchableQuery } from "@/api/mining";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { PageFrame } from "@/components/PageFrame";
import { ProblemNote } from "@/components/ProblemNote";
import { useNarrow, usePhone } from "@/features/mining/phone";
import { PlanForm } from "@/features/mining/plan/PlanForm";
import { firstSettings } from "@/features/mining/plan/settings";
import { useEstimate } from "@/features/mining/plan/useEstimate";
import { RunList } from "@/features/mining/runs/RunList";
import { TemplatesPanel } from "@/features/mining/terms/TemplatesPanel";
import { TermsPanel } from "@/features/mining/terms/TermsPanel";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "./Mining.module.css";

/** Terms and templates on the left; what to choose, what it costs, and the runs on the right. */
export default function MiningPage() {
  const slug = useSlug();
  const benchmark = useQuery(benchmarkQuery(slug));
  useTitle("Mining", benchmark.data?.title);
  const found = useQuery(searchableQuery(slug));
  const phone = usePhone();
  const maintain = benchmark.data?.permissions.maintain ?? false;
  return (
    <PageFrame
      wide
      title="Mining"
      intro="The distractors that are hardest for this benchmark: those most similar to its categories, as a smaller subset that a release carries along."
    >
      {maintain && phone && (
        <p className={classes.quiet}>
          On a phone mining is read-only: begin and decide on a larger screen.
        </p>
      )}
      {found.isPending && <Loading label="Loading terms and templates" />}
      {found.isError && <ProblemNote problem={found.error} retry={found.refetch} />}
      {found.isError && <RunList slug={slug} />}
      {found.data && <Desk slug={slug} found={found.data} may={maintain && !phone} />}
    </PageFrame>
  );
}

interface DeskProps {
  slug: string;
  found: Searchable;
  may: boolean;
}

function Desk({ slug, found, may }: DeskProps) {
  const [chosen, choose] = useState<Partial<NewRun>>({});
  const narrow = useNarrow();
  const settings: NewRun = { ...firstSettings(found), ...chosen };
  // Here, because a window that is narrow for a moment takes the form away and must not lose it.
  const estimate = useEstimate(slug, settings);
  const change = (part: Partial<NewRun>) => choose((now) => ({ ...now, ...part }));
  const aside = (
    <div key="aside" className={classes.aside}>
      {found.problems.length > 0 && <Problems found={found} />}
      <TermsPanel slug={slug} terms={found.terms} may={may} />
      <TemplatesPanel
        templates={found.templates}
        used={settings.templates}
        use={may ? (templates) => change({ templates }) : undefined}
      />
    </div>
  );
  const main = (
    <div key="main" className={classes.main}>
      {may && found.encoders.length === 0 && found.sets.length > 0 && <NoEncoder />}
      {found.sets.length === 0 && <NoSets slug={slug} />}
      {may && found.sets.length > 0 && (
        <PlanForm
          slug={slug}
          found={found}
          settings={settings}
          change={change}
          estimate={estimate}
        />
      )}
      <RunList slug={slug} />
    </div>
  );
  // In one column what is done comes first; the order of the document is the order of the screen.
  return <div className={classes.columns}>{narrow ? [main, aside] : [aside, main]}</div>;
}

function Problems({ found }: { found: Searchable }) {
  return (
    <section className={classes.notice} aria-label="What must be mended">
      <ul>
        {found.problems.map(({ code, message }) => (
          <li key={`${code} ${message}`}>{message}</li>
        ))}
      </ul>
    </section>
  );
}

function NoEncoder() {
  return (
    <p className={classes.notice}>
      No encoder here reads texts, so distractors can't be compared with terms; only a random subset
      can be drawn. Install a model with a text tower, such as SigLIP, and describe the sets with
      it.
    </p>
  );
}

function NoSets({ slug }: { slug: string }) {
  return (
    <EmptyState
      title="No distractors to choose from"
      action={
        <Anchor component={Link} to={`/b/${slug}/distractors`}>
          Sets of distractors
        </Anchor>
      }
    >
      A subset is chosen from the sets of distractors; this benchmark has none yet.
    </EmptyState>
  );
}
