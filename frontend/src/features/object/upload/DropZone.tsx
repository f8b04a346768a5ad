import { type DragEvent, type ReactNode, useState } from "react";
import type { ImageRole } from "@/api/types";
import classes from "@/features/object/upload/upload.module.css";
import type { AddFiles } from "@/features/object/upload/useUploads";

interface Props {
  readonly enabled: boolean;
  readonly onFiles: AddFiles;
  readonly children: ReactNode;
}

/** Files may be dropped anywhere on the page; while they hover, the two halves say what they become. */
export function DropZone({ enabled, onFiles, children }: Props) {
  const [over, setOver] = useState(false);
  const hasFiles = (event: DragEvent) => enabled && event.dataTransfer.types.includes("Files");
  const drop = (role: ImageRole) => (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files], role);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has no keyboard; the "Add" buttons do the same.
    <div
      className={classes.drop}
      onDragEnter={(event) => hasFiles(event) && setOver(true)}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()}
    >
      {children}
      {over && (
        // biome-ignore lint/a11y/noStaticElementInteractions: see above.
        <div
          className={classes.dropHint}
          onDragLeave={(event) =>
            !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)
          }
        >
          {/* biome-ignore lint/a11y/noStaticElementInteractions: see above. */}
          <div
            className={classes.dropHalf}
            data-role="query"
            onDragOver={(event) => event.preventDefault()}
            onDrop={drop("query")}
          >
            Drop here as queries
          </div>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: see above. */}
          <div
            className={classes.dropHalf}
            data-role="positive"
            onDragOver={(event) => event.preventDefault()}
            onDrop={drop("positive")}
          >
            Drop here as positives
          </div>
        </div>
      )}
    </div>
  );
}
