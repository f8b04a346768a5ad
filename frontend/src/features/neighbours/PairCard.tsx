import { Button, Group, Text } from "@mantine/core";
import { Link } from "react-router";
import { type Pair, refOf } from "@/api/pairs";
import type { NeighbourImage, NeighbourVerdict } from "@/api/types";
import { Keys } from "@/commands/Keys";
import { ariaKeys } from "@/commands/keys";
import { Picture } from "@/components/Picture";
import { RoleTag } from "@/components/RoleTag";
import type { Verdict } from "@/features/neighbours/useVerdicts";
import { setWords, VERDICTS, verdictLabel } from "@/features/neighbours/verdictWords";
import { searchOf } from "@/features/object/place";
import { formatNumber } from "@/lib/format";
import classes from "./NeighboursPage.module.css";

interface PairCardProps {
  slug: string;
  pair: Pair;
  verdict: Verdict;
  error: string | undefined;
  current: boolean;
  onSelect: () => void;
  onVerdict: (verdict: NeighbourVerdict) => void;
  onTakeBack: () => void;
}

/** Two pictures side by side, what was measured between them, and three answers. */
export function PairCard(props: PairCardProps) {
  const { slug, pair, verdict, error, current, onSelect, onVerdict, onTakeBack } = props;
  return (
    <li
      className={classes.card}
      data-decided={verdict !== "" || undefined}
      aria-current={current ? "true" : undefined}
      onPointerDown={onSelect}
      onFocus={onSelect}
    >
      <div className={classes.pair}>
        <Side slug={slug} image={pair.first} />
        <Side slug={slug} image={pair.second} />
      </div>
      <Measures slug={slug} pair={pair} verdict={verdict} />
      {verdict === "" ? (
        <Group gap="xs" grow preventGrowOverflow={false}>
          {VERDICTS.map((entry) => (
            <Button
              key={entry.verdict}
              size="sm"
              px="xs"
              variant={entry.verdict === pair.suggested ? "light" : "default"}
              aria-keyshortcuts={current ? ariaKeys(entry.keys) : undefined}
              rightSection={current && <Keys spec={entry.keys[0]} />}
              onClick={() => onVerdict(entry.verdict)}
            >
              {entry.label}
            </Button>
          ))}
        </Group>
      ) : (
        <Group justify="space-between" mih={36}>
          <Text fw={600}>
            {verdictLabel(verdict)}
            {pair.decided_by && pair.verdict === verdict && (
              <Text span c="dimmed" fw={400} size="sm">
                {" "}
                by {pair.decided_by.name}
              </Text>
            )}
          </Text>
          <Button size="compact-sm" variant="default" onClick={onTakeBack}>
            Take back
          </Button>
        </Group>
      )}
      {error && (
        <Text role="alert" size="sm" c="var(--distractor)">
          Not saved: {error}
        </Text>
      )}
    </li>
  );
}

function Side({ slug, image }: { slug: string; image: NeighbourImage }) {
  const name = image.object_key ?? image.source_path;
  return (
    <figure className={classes.side}>
      <Picture src={image.preview} alt={`${image.role} of ${name}`} ratio={4 / 3} />
      <figcaption className={classes.caption}>
        <RoleTag role={image.role} />
        {image.object_key ? (
          <Link to={`/b/${slug}/objects/${image.object_key}`}>{image.object_key}</Link>
        ) : (
          <span title={image.source_path}>{image.source_path}</span>
        )}
      </figcaption>
    </figure>
  );
}

function Measures({ slug, pair, verdict }: { slug: string; pair: Pair; verdict: Verdict }) {
  const ofSet = setWords(pair, verdict);
  const closer = compareAddress(slug, pair);
  return (
    <p className={classes.measures}>
      <span>
        Suggested: <strong>{verdictLabel(pair.suggested).toLowerCase()}</strong>
      </span>
      <span title="Bits of the picture hash that differ; fewer is more alike">
        {formatNumber(pair.hamming)} of 256 bits differ
      </span>
      <span title="Spots of one picture found again in the other">
        {formatNumber(pair.inliers)} matching spots
      </span>
      {pair.residual !== null && (
        <span title="How far matching spots lie from a perfect fit">
          {pair.residual.toFixed(2)} px off
        </span>
      )}
      {ofSet && <span>{ofSet}</span>}
      {closer && <Link to={closer}>Look closer</Link>}
    </p>
  );
}

/** Where the two are compared in step; only objects have a page for it. */
function compareAddress(slug: string, pair: Pair): string | null {
  const own = [pair.first, pair.second].find(({ object_key }) => object_key !== null);
  if (!own?.object_key) return null;
  const search = new URLSearchParams({ image: own.id, ...searchOf(refOf(pair)) });
  return `/b/${slug}/objects/${own.object_key}?${search}`;
}
