import { Text } from "@mantine/core";
import { Link } from "react-router";
import type { Finding } from "@/api/types";
import { Icon } from "@/features/object/icons";
import shared from "@/features/object/object.module.css";
import { placeOf } from "@/features/object/place";
import { ReviewNotes } from "@/features/object/review/ReviewNotes";
import classes from "@/features/object/sections/sections.module.css";
import { useWork } from "@/features/object/work";
import { findingAddress, shortMessage } from "@/lib/findings";

const STAGES: readonly [string, string][] = [
  ["submit", "Before submitting"],
  ["accept", "For the reviewer"],
  ["freeze", "Before a release"],
];

/** What is missing, sorted by when it matters; each line leads to the very spot. */
export function FindingsSection() {
  const { workplace } = useWork();
  const known = new Set(STAGES.map(([stage]) => stage));
  const groups: readonly [string, string][] = workplace.findings.some(
    ({ stage }) => !known.has(stage),
  )
    ? [...STAGES, ["", "Other"]]
    : STAGES;
  return (
    <div data-spot="findings" tabIndex={-1}>
      <ReviewNotes />
      {workplace.findings.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing is missing.
        </Text>
      )}
      {groups.map(([stage, title]) => {
        const own = workplace.findings.filter((finding) =>
          stage ? finding.stage === stage : !known.has(finding.stage),
        );
        return own.length > 0 && <Group key={stage} title={title} findings={own} />;
      })}
    </div>
  );
}

function Group({ title, findings }: { readonly title: string; readonly findings: Finding[] }) {
  const { goTo, address } = useWork();
  return (
    <section>
      <h3 className={shared.smallTitle}>{title}</h3>
      <ul className={classes.findings}>
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.link} ${finding.message}`}>
            <Link
              to={
                isAudit(finding.link)
                  ? findingAddress(address.slug, address.key, finding.link)
                  : placeOf(finding.link)
              }
              className={classes.finding}
              data-severity={finding.severity}
              onClick={(event) => {
                if (isAudit(finding.link) || event.metaKey || event.ctrlKey || event.shiftKey)
                  return;
                event.preventDefault();
                goTo(finding.link);
              }}
            >
              <Icon name="warning" size={16} />
              <span title={finding.message}>
                {shortMessage(finding.message)}
                {finding.severity === "warning" && <em> (only a warning)</em>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The nearest distractors have a page of their own. */
const isAudit = (link: string): boolean => link.startsWith("distractors");
