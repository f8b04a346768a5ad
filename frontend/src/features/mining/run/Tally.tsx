import { Button } from "@mantine/core";
import { useState } from "react";
import { ShareBar } from "@/features/mining/run/ShareBar";
import { shareWords } from "@/features/mining/words";
import { formatNumber } from "@/lib/format";
import classes from "./Shares.module.css";

interface TallyProps {
  title: string;
  /** Of the first column. */
  head: string;
  rows: readonly { name: string; count: number }[];
  whole: number;
  /** Which row pictures are limited to, where rows can be pressed. */
  pressed?: string;
  press?: (name: string) => void;
}

const FIRST = 8;

/** What won how often, the most frequent first. */
export function Tally({ title, head, rows, whole, pressed, press }: TallyProps) {
  const [all, showAll] = useState(false);
  if (rows.length === 0) return null;
  const most = Math.max(...rows.map(({ count }) => count), 1);
  return (
    <div>
      <table className={classes.shares}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">Distractors</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {(all ? rows : rows.slice(0, FIRST)).map(({ name, count }) => (
            <tr key={name}>
              <th scope="row">
                {press ? (
                  <button type="button" aria-pressed={pressed === name} onClick={() => press(name)}>
                    {name}
                  </button>
                ) : (
                  name.replace("{}", "[term]")
                )}
                <ShareBar share={count / most} />
              </th>
              <td>{formatNumber(count)}</td>
              <td>{shareWords(count, whole)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > FIRST && (
        <Button variant="default" size="compact-xs" mt={8} onClick={() => showAll(!all)}>
          {all ? "Show fewer" : `Show all ${formatNumber(rows.length)}`}
        </Button>
      )}
    </div>
  );
}
