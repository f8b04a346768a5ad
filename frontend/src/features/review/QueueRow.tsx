import { Link } from "react-router";
import type { Claim, QueueItem } from "@/api/types";
import { Ago } from "@/components/Ago";
import { FindingsCount } from "@/components/FindingsCount";
import { Icon } from "@/components/Icon";
import { Picture } from "@/components/Picture";
import { plural } from "@/lib/format";
import classes from "./ReviewPage.module.css";

interface QueueRowProps {
  slug: string;
  item: QueueItem;
  own: boolean;
}

/** One object in the queue: pictures first, then who sent it and who holds it. */
export function QueueRow({ slug, item, own }: QueueRowProps) {
  return (
    <Link to={`/b/${slug}/review/${item.key}`} className={classes.row}>
      <span className={classes.pictures}>
        <Picture src={item.cover?.thumb} alt={`Query of ${item.name}`} className={classes.cover} />
        {item.strip.slice(0, 3).map((image) => (
          <Picture
            key={image.id}
            src={image.thumb}
            alt=""
            fit="cover"
            className={classes.positive}
          />
        ))}
      </span>
      <span className={classes.words}>
        <span className={classes.name}>
          {item.name} <FindingsCount errors={item.errors_count} warnings={item.warnings_count} />
        </span>
        <span className={classes.meta}>
          {own ? "Yours, so somebody else reviews it" : item.collector.name} ·{" "}
          {plural(item.queries, "query", "queries")}, {plural(item.positives, "positive")}
        </span>
        <span className={classes.meta}>
          {item.submitted_at && (
            <>
              Submitted <Ago at={item.submitted_at} />
            </>
          )}
        </span>
        {item.claim && <Holder claim={item.claim} />}
      </span>
    </Link>
  );
}

function Holder({ claim }: { claim: Claim }) {
  return (
    <span className={classes.claim} data-mine={claim.mine || undefined}>
      <Icon name="lock" size={14} />
      {claim.mine ? "Held by you" : `${claim.reviewer.name} is reviewing`}
    </span>
  );
}
