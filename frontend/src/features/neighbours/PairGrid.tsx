import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { type Pair, pairKey } from "@/api/pairs";
import type { NeighbourVerdict } from "@/api/types";
import { useCommands } from "@/commands/useCommands";
import { PairCard } from "@/features/neighbours/PairCard";
import type { Verdicts } from "@/features/neighbours/useVerdicts";
import { VERDICTS } from "@/features/neighbours/verdictWords";
import classes from "./NeighboursPage.module.css";

interface PairGridProps {
  slug: string;
  pairs: readonly Pair[];
  verdicts: Verdicts;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

/** Pairs in decision order; one is current, a verdict key decides it and steps on. */
export function PairGrid(props: PairGridProps) {
  const { slug, pairs, verdicts, hasMore, loadingMore, onMore } = props;
  const [current, setCurrent] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const go = (index: number) => {
    if (index < 0 || index >= pairs.length) return;
    setCurrent(index);
    const card = list.current?.children[index];
    card?.scrollIntoView({ block: "nearest" });
  };
  const decide = (index: number, verdict: NeighbourVerdict) => {
    const pair = pairs[index];
    if (!pair) return;
    verdicts.decide(pair, verdict);
    const next = pairs.findIndex((other, place) => place > index && verdicts.of(other) === "");
    go(next < 0 ? index : next);
  };
  const undo = () => {
    const key = verdicts.undo();
    if (key !== null) go(pairs.findIndex((pair) => pairKey(pair) === key));
  };
  useEffect(() => {
    if (hasMore && !loadingMore && current >= pairs.length - 6) onMore();
  }, [hasMore, loadingMore, current, pairs.length, onMore]);
  const here = () => pairs.length > 0;
  useCommands([
    ...VERDICTS.map(({ verdict, label, keys }) => ({
      id: `neighbours.${keys[1]}`,
      label,
      keys,
      scope: "page" as const,
      when: here,
      run: () => decide(current, verdict),
    })),
    {
      id: "neighbours.undo",
      label: "Take the last verdict back",
      keys: ["u", "mod+z"],
      scope: "page",
      when: () => verdicts.canUndo,
      run: undo,
    },
    {
      id: "neighbours.next",
      label: "Next pair",
      keys: ["j", "ArrowRight"],
      scope: "page",
      when: here,
      run: () => go(current + 1),
    },
    {
      id: "neighbours.previous",
      label: "Previous pair",
      keys: ["k", "ArrowLeft"],
      scope: "page",
      when: here,
      run: () => go(current - 1),
    },
  ]);
  return (
    <>
      <ul ref={list} className={classes.grid}>
        {pairs.map((pair, index) => (
          <PairCard
            key={pairKey(pair)}
            slug={slug}
            pair={pair}
            verdict={verdicts.of(pair)}
            error={verdicts.errorOf(pair)}
            current={index === current}
            onSelect={() => setCurrent(index)}
            onVerdict={(verdict) => decide(index, verdict)}
            onTakeBack={() => verdicts.decide(pair, "")}
          />
        ))}
      </ul>
      {hasMore && (
        <Button variant="default" mt="md" loading={loadingMore} onClick={onMore}>
          Show more
        </Button>
      )}
    </>
  );
}
