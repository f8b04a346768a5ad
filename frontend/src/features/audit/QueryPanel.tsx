import { Progress, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Audit, AuditList } from "@/api/audit";
import { Picture } from "@/components/Picture";
import { RoleTag } from "@/components/RoleTag";
import { listTitle } from "@/features/audit/lists";
import type { Looked } from "@/features/audit/useLooking";
import { seenWords, worthWords } from "@/features/audit/worth";
import shared from "@/features/object/object.module.css";
import { fileName } from "@/features/object/words";
import classes from "./Audit.module.css";

interface QueryPanelProps {
  audit: Audit;
  query: AuditList | undefined;
  looked: Looked;
  /** Reads the list anew, from the top. */
  renew: () => void;
  children: ReactNode;
}

/** What the list was searched with, always in sight, and how far down it a person has looked. */
export function QueryPanel({ audit, query, looked, renew, children }: QueryPanelProps) {
  const { total, worth, encoder, demanded } = audit;
  const { depth, notSaved } = looked;
  return (
    <aside className={classes.query} aria-label="Query and progress">
      <Query query={query} audit={audit} />
      <div className={classes.progress}>
        <Text size="sm" fw={600} role="status">
          {seenWords(depth, total, demanded)}
        </Text>
        <Progress
          size="sm"
          value={total > 0 ? (100 * depth) / total : 0}
          aria-label="Places seen"
          transitionDuration={120}
        />
        <Text size="sm" c="dimmed" className={classes.worth}>
          {worthWords(worth, depth, total)}
        </Text>
        {encoder && (
          <Text size="xs" c="dimmed" title={encoder.version} className={classes.worth}>
            Ranked by the encoder {encoder.name}
          </Text>
        )}
        {audit.freshness !== "current" && (
          <Text size="sm" c="var(--finding)" className={classes.worth}>
            {audit.freshness === "growing"
              ? "More of this set is still coming in; the list is of what was there."
              : "The set or the query has changed; a newer list is on its way."}{" "}
            <button type="button" className={shared.link} onClick={renew}>
              Look for it
            </button>
          </Text>
        )}
        {notSaved && (
          <Text role="alert" size="sm" c="var(--distractor)">
            Not saved: {notSaved}
          </Text>
        )}
      </div>
      {children}
    </aside>
  );
}

function Query({ query, audit }: { query: AuditList | undefined; audit: Audit }) {
  if (!query) return null;
  if (!query.picture) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must scroll by keyboard too.
      <section className={classes.text} tabIndex={0} aria-label="Text query">
        {query.title}
      </section>
    );
  }
  const title = listTitle(query, audit.lists);
  return (
    <figure className={classes.queryPicture}>
      <Picture
        src={query.picture.url}
        alt={`${title} of ${audit.object.name}`}
        ratio={4 / 3}
        eager
      />
      <figcaption>
        <RoleTag role={query.kind} />
        <span title={query.title}>{fileName(query.title)}</span>
      </figcaption>
    </figure>
  );
}
