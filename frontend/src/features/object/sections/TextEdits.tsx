import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ProblemNote } from "@/components/ProblemNote";
import { editsQuery } from "@/features/object/data";
import { Diff } from "@/features/object/sections/Diff";
import classes from "@/features/object/sections/sections.module.css";
import { exactly, when } from "@/features/object/words";
import { useWork } from "@/features/object/work";

/** Every edit of the text query with its author and what it changed, the latest first. */
export function TextEdits() {
  const { address, workplace } = useWork();
  const version = workplace.text?.version ?? 0;
  const edits = useQuery(editsQuery(address, version));
  if (edits.isError) return <ProblemNote problem={edits.error} retry={edits.refetch} />;
  const sorted = [...(edits.data ?? [])].sort((a, b) => b.version - a.version);
  return (
    <ol className={classes.edits} aria-label="Edits of the text query">
      {sorted.map((edit, index) => (
        <li key={edit.version}>
          <Text size="xs" c="dimmed" title={exactly(edit.at)}>
            {edit.author?.name ?? "Imported"}, {when(edit.at)}
            {edit.source !== "person" && ` (${edit.source})`}
          </Text>
          <Diff before={sorted[index + 1]?.text ?? ""} after={edit.text} />
        </li>
      ))}
    </ol>
  );
}
