import { Group, Text } from "@mantine/core";
import { Link } from "react-router";
import type { BenchmarkDetail } from "@/api/types";
import { StateBadge } from "@/components/StateBadge";
import { StateBar } from "@/components/StateBar";
import { formatNumber, plural } from "@/lib/format";
import { finished, STATES } from "@/lib/states";
import classes from "./HomePage.module.css";

/** One bar against the goal, and every part of it a way to its objects. */
export function Progress({ benchmark }: { benchmark: BenchmarkDetail }) {
  const { slug, objects_by_state: counts, goal_objects: goal, images } = benchmark;
  const done = finished(counts);
  return (
    <section aria-label="Progress">
      <Group justify="space-between" gap="xs" mb={8}>
        <Text>
          <Text span fw={600} size="xl">
            {formatNumber(done)}
          </Text>{" "}
          of {plural(goal, "object")} accepted
        </Text>
        <Text size="sm" c="dimmed">
          {plural(images.query, "query", "queries")} · {plural(images.positive, "positive")} ·{" "}
          {plural(images.distractor, "distractor")}
        </Text>
      </Group>
      <StateBar counts={counts} goal={goal} size="lg" />
      <ul className={classes.legend} data-numbers="">
        {STATES.map((state) => {
          const n = counts[state] ?? 0;
          return (
            n > 0 && (
              <li key={state}>
                <Link to={`/b/${slug}/objects?state=${state}`}>
                  <StateBadge state={state} /> {formatNumber(n)}
                </Link>
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
