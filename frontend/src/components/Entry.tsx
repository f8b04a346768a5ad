import { type ReactNode, useId } from "react";
import { Link } from "react-router";
import classes from "./Entry.module.css";

interface EntryProps {
  title: string;
  /** Where all of it is shown. */
  to: string;
  note: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

/** One of a few large things in a list: its name leads to its own page. */
export function Entry({ title, to, note, action, children }: EntryProps) {
  const id = useId();
  return (
    <article className={classes.entry} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id}>
          <Link to={to}>{title}</Link>
        </h2>
        {action}
      </div>
      <p className={classes.note}>{note}</p>
      {children}
    </article>
  );
}
