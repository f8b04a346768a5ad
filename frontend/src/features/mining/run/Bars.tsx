import type { Histogram } from "@/api/mining";
import classes from "./Histogram.module.css";

const HEIGHT = 100;

/** The bars alone; the table below says the same to those who do not see them. */
export function Bars({ histogram, from }: { histogram: Histogram; from: number }) {
  const { edges, counts, chosen } = histogram;
  const low = edges[0] ?? 0;
  const span = (edges.at(-1) ?? 1) - low || 1;
  const x = (score: number) => (100 * (score - low)) / span;
  const most = Math.max(...counts, 1);
  const tall = (count: number) => (HEIGHT * count) / most;
  return (
    <svg
      className={classes.bars}
      viewBox={`0 0 100 ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect className={classes.taken} x={x(from)} y={0} width={100 - x(from)} height={HEIGHT} />
      {counts.map((count, bin) => {
        const left = x(edges[bin] ?? 0);
        const width = Math.max(0, x(edges[bin + 1] ?? 0) - left);
        const red = tall(chosen[bin] ?? 0);
        return (
          <g key={edges[bin]}>
            <rect
              className={classes.other}
              x={left}
              y={HEIGHT - tall(count)}
              width={width}
              height={tall(count) - red}
            />
            <rect className={classes.chosen} x={left} y={HEIGHT - red} width={width} height={red} />
          </g>
        );
      })}
    </svg>
  );
}
