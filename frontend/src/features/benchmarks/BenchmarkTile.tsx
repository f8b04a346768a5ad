import { Group, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import type { BenchmarkCard } from "@/api/types";
import { Picture } from "@/components/Picture";
import { StateBar } from "@/components/StateBar";
import { formatDate, formatNumber, formatShare, plural } from "@/lib/format";
import { finished } from "@/lib/states";
import classes from "./BenchmarksPage.module.css";

/** A benchmark as its pictures and how far it has come. */
export function BenchmarkTile({ card }: { card: BenchmarkCard }) {
  const done = finished(card.objects_by_state);
  const { query, positive, distractor } = card.images;
  return (
    <Link to={`/b/${card.slug}`} className={classes.tile}>
      <div className={classes.cover}>
        {card.cover.length === 0 && <span className={classes.empty}>No pictures yet</span>}
        {card.cover.slice(0, 4).map((src) => (
          <Picture key={src} src={src} alt="" fit="cover" />
        ))}
      </div>
      <div className={classes.body}>
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Title order={2} size="h4" lineClamp={1}>
            {card.title}
          </Title>
          <Text size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
            {formatShare(done, card.goal_objects)}
          </Text>
        </Group>
        <StateBar counts={card.objects_by_state} goal={card.goal_objects} />
        <Text size="sm">
          {formatNumber(done)} of {plural(card.goal_objects, "object")} accepted
        </Text>
        <Text size="sm" c="dimmed">
          {plural(query, "query", "queries")}, {plural(positive, "positive")},{" "}
          {plural(distractor, "distractor")}
        </Text>
        <Text size="sm" c="dimmed">
          Cut-off {formatDate(card.cutoff)}
          {card.roles.length > 0 && <> · you are {card.roles.join(", ")}</>}
        </Text>
      </div>
    </Link>
  );
}
