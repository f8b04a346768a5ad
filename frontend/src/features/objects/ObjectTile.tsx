import { Link } from "react-router";
import type { ObjectCard } from "@/api/types";
import { FindingsCount } from "@/components/FindingsCount";
import { Picture } from "@/components/Picture";
import { StateBadge } from "@/components/StateBadge";
import { formatNumber, plural } from "@/lib/format";
import classes from "./ObjectsPage.module.css";

const STRIP = 4;

interface ObjectTileProps {
  slug: string;
  card: ObjectCard;
  index: number;
  eager: boolean;
}

/** One object: its query large, its positives as a strip, then what there is to say. */
export function ObjectTile({ slug, card, index, eager }: ObjectTileProps) {
  return (
    <Link to={`/b/${slug}/objects/${card.key}`} className={classes.card} data-index={index}>
      <Picture
        src={card.cover?.thumb}
        alt={`Query of ${card.name}`}
        ratio={4 / 3}
        eager={eager}
        className={classes.cover}
      />
      <Strip card={card} />
      <div className={classes.name}>
        <span title={card.name}>{card.name}</span>
        <FindingsCount errors={card.errors_count} warnings={card.warnings_count} />
      </div>
      <div className={classes.meta}>
        <StateBadge state={card.state} />
        <span>
          {plural(card.queries, "query", "queries")}, {plural(card.positives, "positive")}
        </span>
      </div>
    </Link>
  );
}

function Strip({ card }: { card: ObjectCard }) {
  if (card.strip.length === 0) {
    return (
      <div className={classes.strip}>
        <span className={classes.noStrip} style={{ gridColumn: "1 / -1", aspectRatio: "4.1" }}>
          No positives yet
        </span>
      </div>
    );
  }
  const shown = card.strip.slice(0, STRIP);
  const more = card.positives - shown.length;
  return (
    <div className={classes.strip}>
      {shown.map((image, index) => (
        <span key={image.id}>
          <Picture src={image.thumb} alt="" ratio={1} fit="cover" />
          {more > 0 && index === shown.length - 1 && (
            <span className={classes.more}>+{formatNumber(more)}</span>
          )}
        </span>
      ))}
    </div>
  );
}
