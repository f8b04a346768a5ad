import { Text } from "@mantine/core";
import { useEffect, useSyncExternalStore } from "react";
import type { ImageRole, WorkImage } from "@/api/types";
import classes from "@/features/object/Filmstrip.module.css";
import { Icon } from "@/features/object/icons";
import shared from "@/features/object/object.module.css";
import { AddPictures } from "@/features/object/upload/AddPictures";
import type { AddFiles } from "@/features/object/upload/useUploads";
import { titleOf } from "@/features/object/words";
import { useWork } from "@/features/object/work";
import { plural } from "@/lib/format";

interface Props {
  readonly current: WorkImage | null;
  readonly onSelect: (image: WorkImage) => void;
  readonly onFiles: AddFiles;
}

const GROUPS: readonly [ImageRole, string][] = [
  ["query", "Queries"],
  ["positive", "Positives"],
];

export function Filmstrip({ current, onSelect, onFiles }: Props) {
  const { images, editable } = useWork();
  return (
    <nav className={classes.strip} aria-label="Pictures">
      {GROUPS.map(([role, title]) => {
        const own = images.filter((image) => image.role === role);
        return (
          <section key={role} className={classes.group} data-role={role} aria-label={title}>
            <h2 className={classes.groupTitle}>
              <span className={shared.swatch} aria-hidden="true" /> {title}
              <span className={classes.count}>{own.length}</span>
            </h2>
            {own.length > 0 && (
              <ul className={classes.frames}>
                {own.map((image) => (
                  <li key={image.id}>
                    <Frame
                      image={image}
                      current={image.id === current?.id}
                      onSelect={() => onSelect(image)}
                    />
                  </li>
                ))}
              </ul>
            )}
            {own.length === 0 && !editable && (
              <Text size="xs" c="dimmed">
                None
              </Text>
            )}
            {editable && <AddPictures side={role} onFiles={onFiles} />}
          </section>
        );
      })}
    </nav>
  );
}

interface FrameProps {
  readonly image: WorkImage;
  readonly current: boolean;
  readonly onSelect: () => void;
}

function Frame({ image, current, onSelect }: FrameProps) {
  const { images, workplace, boxesOf } = useWork();
  const { store, session } = boxesOf(image);
  const boxes = useSyncExternalStore(store.subscribe, () => store.getState().boxes.length);
  useEffect(() => {
    session.receive(image.boxes_version, image.boxes);
  }, [session, image.boxes_version, image.boxes]);
  const findings = workplace.findings.filter((finding) => finding.image === image.id);
  const wrong = findings.some(({ severity }) => severity === "error");
  const label = [
    titleOf(image, images),
    plural(boxes, "box", "boxes"),
    image.neighbours.undecided > 0 && plural(image.neighbours.undecided, "undecided neighbour"),
    findings.length > 0 && plural(findings.length, "finding"),
    image.checking && "being checked for neighbours",
  ]
    .filter(Boolean)
    .join(", ");
  return (
    <button
      type="button"
      className={classes.frame}
      aria-label={label}
      aria-current={current || undefined}
      onClick={onSelect}
    >
      <img src={image.thumb} alt="" loading="lazy" width={image.width} height={image.height} />
      <span className={classes.badges} aria-hidden="true">
        <span className={classes.badge} data-empty={boxes === 0 || undefined}>
          {boxes === 0 ? "no box" : plural(boxes, "box", "boxes")}
        </span>
        {image.neighbours.undecided > 0 && (
          <span className={classes.badge} data-asks>
            neighbour?
          </span>
        )}
        {findings.length > 0 && (
          <span className={classes.badge} data-asks={wrong || undefined}>
            <Icon name="warning" size={12} /> {findings.length}
          </span>
        )}
      </span>
    </button>
  );
}
