import { ActionIcon, Button, Slider, Text } from "@mantine/core";
import type { Pair } from "@/api/pairs";
import type { NeighbourVerdict } from "@/api/types";
import { WHOLE } from "@/canvas/linked";
import { Keys } from "@/commands/Keys";
import { useCommands, useShortcut } from "@/commands/useCommands";
import { setWords } from "@/features/neighbours/verdictWords";
import { Icon } from "@/features/object/icons";
import type { Looks } from "@/features/object/neighbours/Compare";
import classes from "@/features/object/neighbours/neighbours.module.css";
import type { Decide } from "@/features/object/neighbours/useVerdict";
import { towards, usePlace } from "@/features/object/place";
import { useWork } from "@/features/object/work";
import { plural } from "@/lib/format";

interface Props {
  readonly pair: Pair;
  readonly looks: Looks;
  readonly change: (part: Partial<Looks>) => void;
  readonly decide: Decide;
}

interface Entry {
  readonly verdict: NeighbourVerdict;
  readonly label: string;
  readonly digit: string;
}

const VERDICTS: readonly Entry[] = [
  { verdict: "duplicate", label: "Duplicate", digit: "1" },
  { verdict: "same scene", label: "Same scene", digit: "2" },
  { verdict: "not a match", label: "Not a match", digit: "3" },
];

/** What the machine measured, what it suggests, and the three words a person may say. */
export function CompareBar({ pair, looks, change, decide }: Props) {
  const { workplace } = useWork();
  const place = usePlace();
  const ofSet = setWords(pair, pair.verdict);
  const may = workplace.permissions.decide_neighbours;
  useCommands(
    VERDICTS.map(({ verdict, label, digit }) => ({
      id: `neighbour.${digit}`,
      label,
      keys: [digit],
      scope: "canvas" as const,
      when: () => may,
      run: () => decide(verdict),
    })),
  );
  return (
    <div className={classes.compareBar}>
      <fieldset className={classes.verdicts} aria-label="Verdict">
        {VERDICTS.map((entry) => (
          <Verdict key={entry.verdict} entry={entry} pair={pair} disabled={!may} decide={decide} />
        ))}
        {pair.verdict && may && (
          <Button size="compact-sm" variant="subtle" onClick={() => decide("")}>
            Take back
          </Button>
        )}
      </fieldset>
      <Text size="xs" c="dimmed" className={classes.measures}>
        {pair.verdict
          ? `${pair.verdict}${pair.decided_by ? `, says ${pair.decided_by.name}` : ""}`
          : `Suggested: ${pair.suggested}`}
        {" · "}
        {pair.hamming} of 256 bits differ · {plural(pair.inliers, "matching spot")}
        {pair.residual !== null && `, ${pair.residual.toFixed(2)} px off`}
        {ofSet && ` · ${ofSet}`}
      </Text>
      <div className={classes.looks}>
        {looks.overlay && (
          <Slider
            w={96}
            min={0}
            max={1}
            step={0.05}
            label={null}
            thumbLabel="Mix of the two pictures"
            value={looks.mix}
            onChange={(mix) => change({ mix })}
          />
        )}
        <Look
          id="neighbour.overlay"
          icon="layers"
          label="Overlay"
          on={looks.overlay}
          change={(overlay) => change({ overlay })}
        />
        <Look
          id="neighbour.lines"
          icon="lines"
          label="Matching points"
          on={looks.lines}
          change={(lines) => change({ lines })}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label="Whole pictures"
          onClick={() => change({ focus: WHOLE })}
        >
          <Icon name="fit" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label="Close the comparison"
          aria-keyshortcuts="Escape"
          onClick={() => place.go(towards(null))}
        >
          <Icon name="close" />
        </ActionIcon>
      </div>
    </div>
  );
}

interface VerdictProps {
  readonly entry: Entry;
  readonly pair: Pair;
  readonly disabled: boolean;
  readonly decide: Decide;
}

function Verdict({ entry: { verdict, label, digit }, pair, disabled, decide }: VerdictProps) {
  const { keys, ...aria } = useShortcut(`neighbour.${digit}`);
  const chosen = pair.verdict === verdict;
  const suggested = !pair.verdict && pair.suggested === verdict;
  return (
    <Button
      size="compact-sm"
      variant={chosen ? "filled" : suggested ? "light" : "default"}
      aria-pressed={chosen}
      disabled={disabled}
      rightSection={keys.map((spec) => <Keys key={spec} spec={spec} />)}
      onClick={() => decide(verdict)}
      {...aria}
    >
      {label}
    </Button>
  );
}

interface LookProps {
  readonly id: string;
  readonly icon: "layers" | "lines";
  readonly label: string;
  readonly on: boolean;
  readonly change: (on: boolean) => void;
}

function Look({ id, icon, label, on, change }: LookProps) {
  const { keys: _keys, ...aria } = useShortcut(id);
  return (
    <ActionIcon
      variant={on ? "light" : "subtle"}
      color={on ? "accent" : "gray"}
      size="lg"
      aria-label={label}
      aria-pressed={on}
      onClick={() => change(!on)}
      {...aria}
    >
      <Icon name={icon} />
    </ActionIcon>
  );
}
