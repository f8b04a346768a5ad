import { plural } from "@/lib/format";
import classes from "./FindingsCount.module.css";

/** How much is still to mend; nothing at all when nothing is. */
export function FindingsCount({ errors, warnings }: { errors: number; warnings: number }) {
  if (errors + warnings === 0) return null;
  const text = errors > 0 ? plural(errors, "finding") : plural(warnings, "warning");
  const title = `${plural(errors, "error")}, ${plural(warnings, "warning")}`;
  return (
    <span className={classes.count} data-severity={errors > 0 ? "error" : "warning"} title={title}>
      {text}
    </span>
  );
}
