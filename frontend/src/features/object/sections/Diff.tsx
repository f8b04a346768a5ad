import { VisuallyHidden } from "@mantine/core";
import { wordDiff } from "@/features/object/sections/diff";
import classes from "@/features/object/sections/sections.module.css";

interface Props {
  readonly before: string;
  readonly after: string;
}

export function Diff({ before, after }: Props) {
  const pieces = wordDiff(before, after);
  return (
    <p className={classes.diff}>
      {pieces.map(({ kind, text }, index) => {
        const key = `${index}-${kind}`;
        if (kind === "same") return <span key={key}>{text}</span>;
        const Tag = kind === "added" ? "ins" : "del";
        return (
          <Tag key={key}>
            <VisuallyHidden>{kind}: </VisuallyHidden>
            {text}
          </Tag>
        );
      })}
    </p>
  );
}
