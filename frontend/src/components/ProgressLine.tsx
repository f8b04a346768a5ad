import { Progress } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./ProgressLine.module.css";

export type Tone = "running" | "asks" | undefined;

export interface Part {
  label: string;
  /** Of 100. */
  share: number;
  color: string;
}

interface ProgressLineProps {
  /** What it is doing, in a word or two. */
  state: string;
  tone: Tone;
  /** The same as the bar, in words; what is empty is left out. */
  words: readonly ReactNode[];
  /** Nothing draws no bar. */
  parts: readonly Part[];
  problem?: { code: string; message: string } | null;
}

/** Work of minutes or days: its state, how far and how fast, and why it stands still. */
export function ProgressLine({ state, tone, words, parts, problem }: ProgressLineProps) {
  return (
    <div>
      <p className={classes.words}>
        <span className={classes.state} data-tone={tone}>
          {state}
        </span>
        {words.filter(Boolean).map((word, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words stand in a fixed order.
          <span key={place}>{word}</span>
        ))}
      </p>
      {parts.length > 0 && (
        <Progress.Root size="sm" transitionDuration={120}>
          {parts.map(({ label, share, color }) => (
            <Progress.Section key={label} value={share} color={color} aria-label={label} />
          ))}
        </Progress.Root>
      )}
      {problem && (
        <p className={classes.problem} role="alert">
          {problem.message} <code>{problem.code}</code>
        </p>
      )}
    </div>
  );
}
