import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { Gate } from "@/api/types";
import { findingAddress, findingLabel, shortMessage } from "@/lib/findings";
import { formatNumber } from "@/lib/format";
import classes from "./ReleasesPage.module.css";

const FIRST = 8;
const FIRST_FINDINGS = 3;

/** How often each rule stands in the way, then object by object with links to the very spot. */
export function Blocked({ slug, blocked }: { slug: string; blocked: Gate["blocked"] }) {
  const [all, setAll] = useState(false);
  if (blocked.length === 0) return null;
  const shown = all ? blocked : blocked.slice(0, FIRST);
  return (
    <div>
      <ul className={classes.codes}>
        {countCodes(blocked).map(([code, n]) => (
          <li key={code}>
            {findingLabel(code)} <strong>{formatNumber(n)}</strong>
          </li>
        ))}
      </ul>
      <ul className={classes.blocked}>
        {shown.map((entry) => (
          <BlockedObject key={entry.key} slug={slug} entry={entry} />
        ))}
      </ul>
      {blocked.length > FIRST && (
        <Button variant="default" size="compact-sm" mt="xs" onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${formatNumber(blocked.length)}`}
        </Button>
      )}
    </div>
  );
}

function countCodes(blocked: Gate["blocked"]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { findings } of blocked) {
    for (const code of new Set(findings.map((finding) => finding.code))) {
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function BlockedObject({ slug, entry }: { slug: string; entry: Gate["blocked"][number] }) {
  const more = entry.findings.length - FIRST_FINDINGS;
  return (
    <li>
      <Link to={`/b/${slug}/objects/${entry.key}`}>{entry.name}</Link>
      <ul>
        {entry.findings.slice(0, FIRST_FINDINGS).map((finding) => (
          <li key={`${finding.code} ${finding.link} ${finding.message}`}>
            <Link to={findingAddress(slug, entry.key, finding.link)} title={finding.message}>
              {shortMessage(finding.message)}
            </Link>
          </li>
        ))}
        {more > 0 && (
          <li>
            <Link to={`/b/${slug}/objects/${entry.key}`}>and {formatNumber(more)} more</Link>
          </li>
        )}
      </ul>
    </li>
  );
}
