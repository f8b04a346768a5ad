import type { ThingKind } from "@/api/release";
import classes from "./Withdraw.module.css";

const NOW: Readonly<Record<ThingKind, string>> = {
  object: "The object and all its pictures leave every page of the studio.",
  image: "The picture leaves every page; its object is checked against all rules again.",
  distractor: "The picture, and every copy of the same file, leaves every page.",
};

/** Exactly what the button does, before it is pressed. */
export function Consequences({ kind }: { kind: ThingKind }) {
  return (
    <div className={classes.consequences}>
      <p>What will happen</p>
      <ul>
        <li>{NOW[kind]}</li>
        <li>Released files stay as they are. Releases that hold it show an erratum.</li>
        <li>The next release does not hold it, and carries a tombstone with the public reason.</li>
        <li>It cannot be undone.</li>
      </ul>
    </div>
  );
}
