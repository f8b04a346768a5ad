import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { sessionQuery } from "@/api/session";
import type { BenchmarkDetail } from "@/api/types";
import { Icon } from "@/components/Icon";
import { formatNumber } from "@/lib/format";
import classes from "./HomePage.module.css";

interface Need {
  count: number;
  one: string;
  many: string;
  to: string;
}

function needsOf(benchmark: BenchmarkDetail, me: number | undefined): Need[] {
  const { needs_me: needs, permissions, slug } = benchmark;
  const mine = me === undefined ? "" : `&collector=${me}`;
  const all: Need[] = [
    {
      count: needs.changes_requested,
      one: "of your objects needs the changes a reviewer asked for",
      many: "of your objects need the changes a reviewer asked for",
      to: `/b/${slug}/objects?state=changes_requested${mine}`,
    },
    {
      count: needs.drafts_with_findings,
      one: "of your drafts still has findings",
      many: "of your drafts still have findings",
      to: `/b/${slug}/objects?state=draft${mine}`,
    },
    {
      count: permissions.review ? needs.awaiting_review : 0,
      one: "object waits for a review",
      many: "objects wait for a review",
      to: `/b/${slug}/review`,
    },
    {
      count: needs.neighbours_undecided,
      one: "pair of neighbours waits for a verdict",
      many: "pairs of neighbours wait for a verdict",
      to: `/b/${slug}/neighbours`,
    },
  ];
  return all.filter(({ count }) => count > 0);
}

/** What waits for this person, most urgent first. */
export function NeedsMe({ benchmark }: { benchmark: BenchmarkDetail }) {
  const session = useQuery(sessionQuery);
  const needs = needsOf(benchmark, session.data?.user?.id);
  return (
    <section>
      <Title order={2} size="h4" mb="sm">
        Needs you now
      </Title>
      {needs.length === 0 ? (
        <div className={classes.quiet}>Nothing waits for you here.</div>
      ) : (
        <ul className={classes.needs}>
          {needs.map((need) => (
            <li key={need.to}>
              <Link to={need.to} className={classes.need}>
                <span className={classes.number} data-numbers="">
                  {formatNumber(need.count)}
                </span>
                <Text span>{need.count === 1 ? need.one : need.many}</Text>
                <Icon name="right" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
