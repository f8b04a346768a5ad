import classes from "./Shares.module.css";

/** A number's length below its name; nothing has none. */
export function ShareBar({ share }: { share: number }) {
  if (share <= 0) return null;
  return <span className={classes.bar} style={{ width: `${100 * share}%` }} />;
}
