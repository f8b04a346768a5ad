import classes from "./RoleTag.module.css";

const LABELS: Record<string, string> = {
  query: "Query",
  positive: "Positive",
  distractor: "Distractor",
};

/** Grey query, green positive, red distractor: the word stands beside the colour. */
export function RoleTag({ role }: { role: string }) {
  return (
    <span className={classes.tag} data-role={role}>
      {LABELS[role] ?? role}
    </span>
  );
}
