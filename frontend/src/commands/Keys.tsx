import { Kbd } from "@mantine/core";
import { Fragment } from "react";
import { displayKeys, isSingleKey } from "@/commands/keys";
import { useSingleKeys } from "@/lib/preferences";
import classes from "./Keys.module.css";

/** A key as a small cap; nothing when this person has switched single keys off. */
export function Keys({ spec }: { spec: string }) {
  const singleKeys = useSingleKeys();
  if (!singleKeys && isSingleKey(spec)) return null;
  return (
    <span aria-hidden="true" className={classes.keys}>
      {displayKeys(spec).map((key, index) => (
        <Fragment key={`${spec}-${key}`}>
          {index > 0 && " "}
          <Kbd size="xs">{key}</Kbd>
        </Fragment>
      ))}
    </span>
  );
}
