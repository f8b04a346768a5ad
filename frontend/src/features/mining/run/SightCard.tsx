import { UnstyledButton } from "@mantine/core";
import type { MinedImage } from "@/api/mining";
import { Picture } from "@/components/Picture";
import { scoreWords } from "@/features/mining/words";
import classes from "./Sights.module.css";

/** One distractor: its picture, its score, and the term that won. */
export function SightCard({ row, open }: { row: MinedImage; open: () => void }) {
  const score = scoreWords(row.score);
  return (
    <li className={classes.card}>
      <UnstyledButton
        className={classes.sight}
        aria-label={`Score ${score}, ${row.term || row.distractor}${row.chosen ? ", chosen" : ""}: show it large`}
        onClick={open}
      >
        <Picture src={row.picture?.url} alt="" ratio={1} className={classes.picture} />
      </UnstyledButton>
      <p className={classes.caption} data-chosen={row.chosen || undefined}>
        <strong>{score}</strong>
        <span title={row.category.join(" / ")}>{row.term}</span>
      </p>
    </li>
  );
}
