import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Asked, Audit } from "@/api/audit";
import { setsQuery } from "@/api/distractorSets";
import { Problem } from "@/api/problems";
import { EmptyState } from "@/components/EmptyState";
import { ProblemNote } from "@/components/ProblemNote";
import { Searching } from "@/features/audit/Searching";
import { auditAddress } from "@/lib/findings";

interface NothingProps {
  slug: string;
  audit: Audit;
  retry: () => unknown;
}

/** Why there is no list to look at, and what would bring one. */
export function Nothing({ slug, audit, retry }: NothingProps) {
  if (audit.sets.length === 0) {
    return (
      <EmptyState
        title="No set of distractors to look through"
        action={
          <Anchor component={Link} to={`/b/${slug}/distractors`}>
            Distractors
          </Anchor>
        }
      >
        As soon as a set has come in, the distractors nearest to this object are found in it.
      </EmptyState>
    );
  }
  if (audit.lists.length === 0) {
    return (
      <EmptyState title="Nothing to search with yet">
        The object needs a query or a text query; the nearest distractors are found for each.
      </EmptyState>
    );
  }
  if (audit.state === "searching") return <Searching audit={audit} />;
  if (audit.state === "failed") {
    return (
      <ProblemNote
        title="The search did not succeed"
        problem={new Problem("audit.failed", audit.error, 0)}
        retry={retry}
      />
    );
  }
  const missing = audit.lists.find(({ list }) => list === audit.list)?.missing;
  return (
    <EmptyState title={missing ? "No such list" : "This set has no distractors"}>
      {missing || "Nothing in it is described by the encoder in use."}
    </EmptyState>
  );
}

/** A set without descriptors has no order; the ways to those that have one. */
export function Orderless({ asked, sentence }: { asked: Asked; sentence: string }) {
  const sets = useQuery(setsQuery(asked.slug));
  const others = (sets.data ?? []).filter(
    ({ slug, encoders }) => encoders.length > 0 && slug !== asked.set,
  );
  return (
    <EmptyState
      level={1}
      title="Nothing is near in this set"
      action={others.map(({ slug }) => (
        <Anchor key={slug} component={Link} to={auditAddress(asked.slug, asked.key, slug)}>
          Look through {slug}
        </Anchor>
      ))}
    >
      {sentence}
    </EmptyState>
  );
}
