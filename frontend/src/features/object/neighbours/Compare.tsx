import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import {
  neighboursQuery,
  type Pair,
  type PairRef,
  pairKey,
  pairQuery,
  refOf,
  setNeighboursQuery,
} from "@/api/pairs";
import type { WorkImage } from "@/api/types";
import { type Focus, WHOLE } from "@/canvas/linked";
import { useCommands } from "@/commands/useCommands";
import { Loading } from "@/components/Loading";
import { ProblemNote } from "@/components/ProblemNote";
import { CompareBar } from "@/features/object/neighbours/CompareBar";
import { LinkedPane } from "@/features/object/neighbours/LinkedPane";
import { MatchLines } from "@/features/object/neighbours/MatchLines";
import classes from "@/features/object/neighbours/neighbours.module.css";
import { useVerdict } from "@/features/object/neighbours/useVerdict";
import { towards, usePlace } from "@/features/object/place";
import { useWork } from "@/features/object/work";

interface Props {
  readonly pair: PairRef;
  readonly current: WorkImage | null;
}

/** Two pictures that may be the same, side by side over the middle. */
export function Compare({ pair: asked, current }: Props) {
  const { images } = useWork();
  const own = [current, ...images].filter((image) => image !== null).map(({ id }) => id);
  const pair = useQuery(pairQuery(asked, own));
  const place = usePlace();
  // Here and not beside the other keys: it must also work while the next pair is on its way.
  useCommands([
    {
      id: "neighbour.close",
      label: "Close the comparison",
      keys: ["Escape"],
      scope: "canvas",
      run: () => place.go(towards(null)),
    },
  ]);
  if (pair.isError) return <ProblemNote problem={pair.error} retry={pair.refetch} />;
  if (!pair.data) return <Loading label="Loading the neighbours" />;
  return <Two key={pairKey(pair.data)} pair={pair.data} current={current} />;
}

export interface Looks {
  readonly focus: Focus;
  readonly overlay: boolean;
  readonly lines: boolean;
  /** How much of the second picture shows in the overlay, 0 to 1. */
  readonly mix: number;
}

function Two({ pair, current }: { readonly pair: Pair; readonly current: WorkImage | null }) {
  const place = usePlace();
  const next = useNextPair(pair, current);
  const decide = useVerdict(pair, current, () => place.go(towards(next && refOf(next))));
  const [looks, setLooks] = useState<Looks>({
    focus: WHOLE,
    overlay: false,
    lines: false,
    mix: 0.5,
  });
  const change = (part: Partial<Looks>) => setLooks((now) => ({ ...now, ...part }));
  const first = useRef<HTMLDivElement>(null);
  const second = useRef<HTMLDivElement>(null);
  const region = useRef<HTMLElement>(null);
  useEffect(() => region.current?.focus({ preventScroll: true }), []);
  useCommands([
    {
      id: "neighbour.lines",
      label: "Show or hide matching points",
      keys: ["l"],
      scope: "canvas",
      when: () => !looks.overlay,
      run: () => change({ lines: !looks.lines }),
    },
    {
      id: "neighbour.overlay",
      label: "Lay one picture over the other",
      keys: ["o"],
      scope: "canvas",
      run: () => change({ overlay: !looks.overlay }),
    },
  ]);
  const pane = { focus: looks.focus, onFocus: (focus: Focus) => change({ focus }) };
  return (
    <section
      ref={region}
      className={classes.compare}
      aria-label="Compare two pictures"
      tabIndex={-1}
    >
      <CompareBar pair={pair} looks={looks} change={change} decide={decide} />
      <div className={classes.pair} data-pair data-overlay={looks.overlay || undefined}>
        <LinkedPane ref={first} picture={pair.first} {...pane} />
        <LinkedPane
          ref={second}
          picture={pair.second}
          {...pane}
          mix={looks.overlay ? looks.mix : 1}
        />
        {looks.lines && !looks.overlay && (
          <MatchLines pair={pair} focus={looks.focus} first={first} second={second} />
        )}
      </div>
    </section>
  );
}

/** The next pair of this picture that nobody has judged. */
function useNextPair(pair: Pair, current: WorkImage | null): Pair | null {
  const image = current?.id ?? pair.first.id;
  const enabled = current !== null;
  const { data: within = [] } = useQuery({ ...neighboursQuery(image), enabled });
  const { data: ofSets = [] } = useQuery({ ...setNeighboursQuery(image), enabled });
  const open = [...within, ...ofSets].filter(({ verdict }) => verdict === "");
  return open.find((other) => pairKey(other) !== pairKey(pair)) ?? null;
}
