import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useRef } from "react";
import { EditTerms } from "@/features/mining/terms/EditTerms";
import type { CategoryTerms } from "@/features/mining/terms/tree";
import classes from "./Terms.module.css";

interface CategoryRowProps {
  slug: string;
  category: CategoryTerms;
  may: boolean;
  /** Left out of sight, with what is being edited in it kept. */
  hidden: boolean;
}

/** One category with its level and its extra terms, which are edited where they stand. */
export function CategoryRow({ slug, category, may, hidden }: CategoryRowProps) {
  const [editing, { open, close }] = useDisclosure(false);
  const edit = useRef<HTMLButtonElement>(null);
  const { name, level, extra } = category;
  const leave = () => {
    close();
    // The button is back after the next paint, and so is whoever pressed it.
    requestAnimationFrame(() => edit.current?.focus());
  };
  return (
    <li className={classes.category} data-level={level} hidden={hidden}>
      <div className={classes.name}>
        <span>
          {name} <small>{level}</small>
        </span>
        {may && !editing && (
          <Button
            ref={edit}
            size="compact-xs"
            variant="subtle"
            aria-label={`Edit the extra terms of ${name}`}
            onClick={open}
          >
            {extra.length > 0 ? "Edit" : "Add terms"}
          </Button>
        )}
      </div>
      {editing ? (
        <EditTerms slug={slug} category={category} leave={leave} />
      ) : (
        extra.length > 0 && <p className={classes.extra}>{extra.join(", ")}</p>
      )}
    </li>
  );
}
