import type { LeftOut as Entry } from "@/api/types";
import { plural } from "@/lib/format";
import classes from "./ReleasesPage.module.css";

/** Objects that were accepted and yet are not in it, with the reasons of that day. */
export function LeftOut({ entries }: { entries: Entry[] }) {
  if (entries.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{plural(entries.length, "accepted object")} left out</summary>
      <ul>
        {entries.map((entry) => (
          <li key={entry.key}>
            {entry.name}: {entry.findings.map((finding) => finding.message).join(" ")}
          </li>
        ))}
      </ul>
    </details>
  );
}
