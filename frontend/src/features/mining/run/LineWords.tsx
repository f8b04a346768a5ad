import { Button } from "@mantine/core";
import type { Stop } from "@/features/mining/line";
import type { Scored } from "@/features/mining/run/Scores";
import { scoreWords, shareWords } from "@/features/mining/words";
import { formatNumber } from "@/lib/format";
import classes from "./Histogram.module.css";

interface LineWordsProps {
  stop: Stop;
  summary: Scored;
  isHome: boolean;
  back: () => void;
}

/** What the line says where it stands; moving it only looks, the size decides. */
export function LineWords({ stop, summary, isHome, back }: LineWordsProps) {
  return (
    <div className={classes.says}>
      {isHome ? (
        <p>
          The {formatNumber(summary.chosen)} chosen begin at {scoreWords(stop.score)}. Drag the
          line, or move it with the arrow keys, to see what a larger or smaller subset would hold.
        </p>
      ) : (
        <p>
          <output>{awayWords(stop, summary)}</output>{" "}
          <Button size="compact-xs" variant="default" onClick={back}>
            Back to the threshold
          </Button>
        </p>
      )}
      <Compared summary={summary} />
    </div>
  );
}

/** Above the threshold every distractor is counted; below it, a sample may stand for them. */
function awayWords({ score, above }: Stop, { chosen, threshold, considered, random }: Scored) {
  const counted = score >= threshold || random.sampled === considered;
  const more = above - chosen;
  return (
    <>
      From {scoreWords(score)} on there are {!counted && "about "}
      <strong>{formatNumber(above)}</strong> distractors, {formatNumber(Math.abs(more))}{" "}
      {more < 0 ? "fewer" : "more"} than were chosen.
    </>
  );
}

function Compared({ summary: { random } }: { summary: Scored }) {
  const { mean_score, chosen_mean_score, share_above_threshold } = random;
  if (mean_score === undefined || chosen_mean_score === undefined) return null;
  return (
    <p>
      On average the chosen score {scoreWords(chosen_mean_score)} and a random subset{" "}
      {scoreWords(mean_score)}
      {share_above_threshold !== undefined &&
        `, of which ${shareWords(share_above_threshold, 1)} lie above the threshold`}
      .
    </p>
  );
}
