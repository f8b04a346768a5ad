import { Skeleton as Bone, VisuallyHidden } from "@mantine/core";
import classes from "./ReleasePage.module.css";

const ROWS = ["first", "second", "third"];

/** The room that the page will take, so that nothing jumps when it comes. */
export function Skeleton() {
  return (
    <div role="status" className={classes.bones}>
      <VisuallyHidden>Loading the release</VisuallyHidden>
      <Bone h={48} maw={640} animate={false} />
      <Bone h={56} maw={480} animate={false} />
      {ROWS.map((row) => (
        <Bone key={row} h={240} animate={false} />
      ))}
    </div>
  );
}
