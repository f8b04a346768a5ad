import { Text } from "@mantine/core";
import type { Claim } from "@/features/object/sections/evidence";
import classes from "@/features/object/sections/sections.module.css";
import { spoken } from "@/features/object/words";

type Read = Pick<Claim, "kind" | "statement"> & {
  readonly [name in "date" | "url"]: string | null;
};

/** The evidence as it is read, by a reviewer or beside another version. */
export function EvidenceReading({ evidence }: { readonly evidence: Read | null }) {
  if (!evidence) return <Text size="sm">None.</Text>;
  return (
    <Text size="sm" component="div">
      {spoken(evidence.kind)}
      {evidence.date && `, ${evidence.date}`}
      {evidence.url && (
        <div className={classes.breakable}>
          <a href={evidence.url} target="_blank" rel="noreferrer">
            {evidence.url}
          </a>
        </div>
      )}
      {evidence.statement && <p className={classes.statement}>{evidence.statement}</p>}
    </Text>
  );
}
