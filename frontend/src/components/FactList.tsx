import type { ReactNode } from "react";
import classes from "./FactList.module.css";

export type Fact = readonly [name: string, value: ReactNode];

/** Names and values below each other, for what is read once. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
