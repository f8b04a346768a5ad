import type { ReleasePage } from "@/api/release";
import { CodeBlock } from "@/features/releases/page/CodeBlock";
import classes from "./ReleasePage.module.css";

export function Citation({ citation }: { citation: ReleasePage["citation"] }) {
  return (
    <div className={classes.stack}>
      <CodeBlock label="Citation" value={citation.text.trim()} prose />
      <CodeBlock label="BibTeX" value={citation.bibtex.trim()} />
    </div>
  );
}
