import { type ReactNode, useId } from "react";
import classes from "./ReleasePage.module.css";

interface SectionProps {
  title: string;
  show?: boolean;
  children: ReactNode;
}

export function Section({ title, show = true, children }: SectionProps) {
  const id = useId();
  if (!show) return null;
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
