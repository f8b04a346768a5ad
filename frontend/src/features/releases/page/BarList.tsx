import { Button } from "@mantine/core";
import { useState } from "react";
import { formatNumber } from "@/lib/format";
import classes from "./Figures.module.css";

const FIRST = 8;

export interface Bar {
  label: string;
  value: number;
  title?: string;
}

interface BarListProps {
  title: string;
  unit: string;
  rows: Bar[];
}

/** A table whose numbers have a length too. */
export function BarList({ title, unit, rows }: BarListProps) {
  const [all, setAll] = useState(false);
  if (rows.length === 0) return null;
  const most = Math.max(...rows.map(({ value }) => value), 1);
  return (
    <div className={classes.figure}>
      <table className={classes.bars}>
        <caption>{title}</caption>
        <thead className={classes.unseen}>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{unit}</th>
          </tr>
        </thead>
        <tbody>
          {(all ? rows : rows.slice(0, FIRST)).map(({ label, value, title: more }) => (
            <tr key={label} title={more}>
              <th scope="row">{label}</th>
              <td>
                <span className={classes.bar} style={{ width: `${(100 * value) / most}%` }} />
                <span className={classes.value}>{formatNumber(value)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > FIRST && (
        <Button variant="default" size="compact-xs" mt={8} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${formatNumber(rows.length)}`}
        </Button>
      )}
    </div>
  );
}
