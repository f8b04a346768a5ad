import { Text } from "@mantine/core";
import type { Export } from "@/api/types";
import { ProblemNote } from "@/components/ProblemNote";
import { AskForExport } from "@/features/releases/exports/AskForExport";
import { ExportPanel } from "@/features/releases/exports/ExportPanel";
import { useExporting } from "@/features/releases/exports/useExporting";
import { LAYOUTS } from "@/features/releases/page/facts";
import classes from "./Exports.module.css";

interface ExportsProps {
  slug: string;
  releaseId: number;
  exports: Export[];
  maintain: boolean;
  /** In the timeline, where only the first export is asked for; the rest on the release's page. */
  brief?: boolean;
  /** The one thing to do with this release. */
  primary?: boolean;
}

/** The files of a release, layout by layout, and for maintainers the way to more. */
export function Exports({ slug, releaseId, exports, maintain, brief, primary }: ExportsProps) {
  const { asking, stopping } = useExporting(slug, releaseId);
  const left = LAYOUTS.filter((name) => !exports.some(({ layout }) => layout === name));
  const inOrder = [...exports].sort((one, other) => place(one) - place(other));
  return (
    <div className={classes.exports}>
      {inOrder.map((entry) => (
        <ExportPanel
          key={entry.id}
          slug={slug}
          entry={entry}
          again={maintain ? () => asking.mutate(entry.layout) : undefined}
          stop={maintain ? (job) => stopping.mutate(job) : undefined}
        />
      ))}
      {exports.length === 0 && !maintain && (
        <Text c="dimmed">No files yet. A maintainer exports them.</Text>
      )}
      {maintain && left.length > 0 && !(brief && exports.length > 0) && (
        <AskForExport
          key={left.join()}
          layouts={left}
          ask={(layout) => asking.mutate(layout)}
          pending={asking.isPending}
          primary={primary ?? exports.length === 0}
        />
      )}
      {asking.isError && <ProblemNote problem={asking.error} />}
      {stopping.isError && <ProblemNote problem={stopping.error} />}
    </div>
  );
}

const place = ({ layout }: Export): number => LAYOUTS.indexOf(layout as (typeof LAYOUTS)[number]);
