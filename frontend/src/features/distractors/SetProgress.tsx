import { Progress } from "@mantine/core";
import type { DistractorSet } from "@/api/distractorSets";
import { paceWords, shardsWords, share, stateWords } from "@/features/distractors/words";
import { formatNumber } from "@/lib/format";
import classes from "./Distractors.module.css";

/** Shards done and failed of all as one bar, with the same in words. */
export function SetProgress({ set }: { set: DistractorSet }) {
  const { done, failed } = share(set);
  const pace = paceWords(set);
  const shards = shardsWords(set);
  const incomplete = set.state === "done" && set.shards.failed > 0;
  const asks = incomplete || set.state === "paused" || set.stalled || set.problem !== null;
  return (
    <div>
      <p className={classes.progressWords}>
        <span className={classes.state} data-state={set.state} data-asks={asks || undefined}>
          {stateWords(set)}
        </span>
        {shards && <span>{shards}</span>}
        {set.shards.failed > 0 && (
          <span className={classes.state} data-asks>
            {formatNumber(set.shards.failed)} failed
          </span>
        )}
        {pace && <span>{pace}</span>}
      </p>
      <Progress.Root size="sm" transitionDuration={120}>
        <Progress.Section
          value={done}
          color={set.state === "cancelled" ? "var(--line-strong)" : "accent"}
          aria-label={`Shards done of ${set.slug}`}
        />
        {failed > 0 && (
          <Progress.Section
            value={failed}
            color="var(--finding)"
            aria-label={`Shards failed of ${set.slug}`}
          />
        )}
      </Progress.Root>
      {set.problem && (
        <p className={classes.problem} role="alert">
          {set.problem.message} <code>{set.problem.code}</code>
        </p>
      )}
    </div>
  );
}
