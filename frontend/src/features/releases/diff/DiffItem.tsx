import { VisuallyHidden } from "@mantine/core";
import type { FieldChange } from "@/api/release";
import { Picture } from "@/components/Picture";
import type { Item } from "@/features/releases/diff/groups";
import { isNothing, shown } from "@/features/releases/diff/shown";
import classes from "./DiffPage.module.css";

/** Groups of a single field, whose name would only repeat their title. */
const UNNAMED = new Set(["boxes", "texts", "categories"]);
const MARKS = { added: "+", removed: "−", changed: "~" } as const;

/** One thing that came, went or is another now. */
export function DiffItem({ item, kind }: { item: Item; kind: string }) {
  return (
    <li className={classes.item}>
      <span className={classes.mark} data-sign={item.sign} aria-hidden="true">
        {MARKS[item.sign]}
      </span>
      {item.thumb && (
        <Picture src={item.thumb} alt="" ratio={1} fit="cover" className={classes.thumb} />
      )}
      <div className={classes.what}>
        <p>
          <VisuallyHidden>{item.sign}: </VisuallyHidden>
          <strong>{item.title}</strong> {item.note && <span>{item.note}</span>}
        </p>
        {item.fields.map((field) => (
          <Field key={field.name} field={field} named={!UNNAMED.has(kind)} />
        ))}
      </div>
    </li>
  );
}

function Field({ field, named }: { field: FieldChange; named: boolean }) {
  return (
    <p className={classes.field}>
      {named && field.name && <span>{field.name.replaceAll("_", " ")} </span>}
      {!isNothing(field.old) && (
        <del>
          <VisuallyHidden>before: </VisuallyHidden>
          {shown(field.old)}
        </del>
      )}{" "}
      {!isNothing(field.new) && (
        <ins>
          <VisuallyHidden>now: </VisuallyHidden>
          {shown(field.new)}
        </ins>
      )}
    </p>
  );
}
