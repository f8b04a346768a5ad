import {
  Button,
  Group,
  NumberInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { miningKey, type NewRun, type RunKind, type Searchable, startRun } from "@/api/mining";
import { Keys } from "@/commands/Keys";
import { useCommands, useShortcut } from "@/commands/useCommands";
import { ProblemNote } from "@/components/ProblemNote";
import { EstimatePanel } from "@/features/mining/plan/EstimatePanel";
import { HardFields } from "@/features/mining/plan/HardFields";
import { SetFields } from "@/features/mining/plan/SetFields";
import { hindrance, imagesOf, wrongName } from "@/features/mining/plan/settings";
import type { Estimating } from "@/features/mining/plan/useEstimate";
import { formatNumber, plural } from "@/lib/format";
import classes from "./Plan.module.css";

interface PlanFormProps {
  slug: string;
  found: Searchable;
  settings: NewRun;
  change: (part: Partial<NewRun>) => void;
  estimate: Estimating;
}

const KINDS: { value: RunKind; label: string }[] = [
  { value: "hard", label: "The hardest" },
  { value: "random", label: "At random" },
];

const KIND_WORDS: Record<RunKind, string> = {
  hard: "Those most similar to the terms, as mini-ILIAS was chosen.",
  random: "Drawn by a seed, to compare the hardest with.",
};

const NAMES: Record<RunKind, string> = { hard: "mini", random: "random" };

/** A name that nobody chose changes with the kind. */
const ofKind = (kind: RunKind, name: string): Partial<NewRun> =>
  Object.values(NAMES).includes(name) ? { kind, name: NAMES[kind] } : { kind };

/** What to choose and from what; what it will cost is measured before anything starts. */
export function PlanForm({ slug, found, settings, change, estimate }: PlanFormProps) {
  const { kind, name, size } = settings;
  const images = imagesOf(found.sets, settings.sets);
  const why = hindrance(settings, found);
  return (
    <section className={classes.plan} aria-labelledby="mining-plan">
      <h2 id="mining-plan">New subset</h2>
      <div>
        <SegmentedControl
          aria-label="What is chosen"
          value={kind}
          data={found.encoders.length > 0 ? KINDS : KINDS.slice(1)}
          onChange={(value) => change(ofKind(value as RunKind, name))}
        />
        <Text size="sm" c="dimmed" mt={4}>
          {KIND_WORDS[kind]}
        </Text>
      </div>
      <Group align="flex-start" gap="md">
        <TextInput
          label="Name"
          description="Of the subset in a release"
          value={name}
          error={wrongName(name)}
          onChange={(event) => change({ name: event.currentTarget.value.trim() })}
          w={176}
        />
        <NumberInput
          label="Size"
          description={`Of ${plural(images, "distractor")}`}
          value={size || ""}
          onChange={(value) => change({ size: Number(value) || 0 })}
          min={1}
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator=","
          hideControls
          error={size > images ? `At most ${formatNumber(images)}` : undefined}
          w={176}
        />
        {kind === "random" && (
          <NumberInput
            label="Seed"
            description="The same seed, the same subset"
            value={settings.seed}
            onChange={(value) => change({ seed: Number(value) || 0 })}
            min={0}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            w={208}
          />
        )}
      </Group>
      <SetFields found={found} settings={settings} change={change} />
      {kind === "hard" && <HardFields found={found} settings={settings} change={change} />}
      <Begin slug={slug} settings={settings} why={why} estimate={estimate} />
    </section>
  );
}

interface BeginProps {
  slug: string;
  settings: NewRun;
  why: string | null;
  estimate: Estimating;
}

/** Estimate first, then start: the filled button is the one that comes next. */
function Begin({ slug, settings, why, estimate }: BeginProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const starting = useMutation({
    mutationFn: () => startRun(slug, settings),
    onSuccess: (run) => {
      void queries.invalidateQueries({ queryKey: miningKey(slug) });
      navigate(`/b/${slug}/mining/${run.id}`);
    },
  });
  const hard = settings.kind === "hard";
  const mayAsk = hard && why === null && !estimate.isMeasuring;
  const isNext = !hard || estimate.isCurrent;
  useCommands([
    {
      id: "mining.estimate",
      label: "Estimate time, memory and disk",
      keys: ["e"],
      scope: "page",
      when: () => mayAsk,
      run: estimate.ask,
    },
  ]);
  const { "aria-keyshortcuts": shortcut } = useShortcut("mining.estimate");
  return (
    <Stack gap="md">
      {hard && <EstimatePanel estimate={estimate} />}
      <Group gap="sm">
        {hard && (
          <Button
            variant={isNext ? "default" : "filled"}
            aria-keyshortcuts={shortcut}
            rightSection={<Keys spec="e" />}
            disabled={why !== null}
            loading={estimate.isMeasuring}
            onClick={estimate.ask}
          >
            Estimate
          </Button>
        )}
        <Button
          variant={isNext ? "filled" : "default"}
          disabled={why !== null}
          loading={starting.isPending}
          onClick={() => starting.mutate()}
        >
          Start
        </Button>
        {why && (
          <Text size="sm" c="dimmed">
            {why}
          </Text>
        )}
      </Group>
      {starting.isError && <ProblemNote problem={starting.error} />}
    </Stack>
  );
}
