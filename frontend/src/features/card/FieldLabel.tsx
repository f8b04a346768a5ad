import classes from "./Card.module.css";

/** The question, marked while nobody has answered it. */
export function FieldLabel({ label, open }: { label: string; open: boolean }) {
  return (
    <>
      {label} {open && <span className={classes.open}>not answered</span>}
    </>
  );
}
