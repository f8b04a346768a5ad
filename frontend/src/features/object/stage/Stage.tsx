import { Button, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { Review, WorkImage } from "@/api/types";
import type { Box } from "@/canvas/geometry";
import { PictureCanvas } from "@/canvas/PictureCanvas";
import type { Tool } from "@/canvas/pointers";
import { useViewport } from "@/canvas/useViewport";
import type { BoxSession } from "@/features/object/boxSessions";
import { BoxRows } from "@/features/object/stage/BoxRows";
import { DraftNotice } from "@/features/object/stage/DraftNotice";
import { NeighbourNotice } from "@/features/object/stage/NeighbourNotice";
import { StaleBoxes } from "@/features/object/stage/StaleBoxes";
import classes from "@/features/object/stage/stage.module.css";
import { Toolbar } from "@/features/object/stage/Toolbar";
import { useCanvasCommands } from "@/features/object/stage/useCanvasCommands";
import { AddPictures } from "@/features/object/upload/AddPictures";
import type { AddFiles } from "@/features/object/upload/useUploads";
import { fileName, titleOf } from "@/features/object/words";
import { useWork } from "@/features/object/work";

interface Props {
  readonly image: WorkImage | null;
  readonly onStep: (by: 1 | -1) => void;
  readonly onFiles: AddFiles;
}

/** The picture as large as the window allows. */
export function Stage({ image, onStep, onFiles }: Props) {
  const { boxesOf } = useWork();
  if (!image) return <EmptyStage onFiles={onFiles} />;
  return <Picture image={image} session={boxesOf(image)} onStep={onStep} />;
}

function EmptyStage({ onFiles }: Pick<Props, "onFiles">) {
  const { editable } = useWork();
  return (
    <div className={classes.empty} data-spot="picture" tabIndex={-1}>
      <Text fw={600}>No pictures yet</Text>
      <Text c="dimmed" size="sm" maw={360} ta="center">
        Queries show the object on a clean background, positives show it in hard conditions.
        {editable && " Drop files anywhere on this page, or choose them."}
      </Text>
      {editable && (
        <div className={classes.emptyActions}>
          <AddPictures side="query" onFiles={onFiles} />
          <AddPictures side="positive" onFiles={onFiles} />
        </div>
      )}
    </div>
  );
}

interface PictureProps {
  readonly image: WorkImage;
  readonly session: BoxSession;
  readonly onStep: (by: 1 | -1) => void;
}

function Picture({ image, session, onStep }: PictureProps) {
  const { images, editable, workplace } = useWork();
  const isTouch = useMediaQuery("(pointer: coarse)");
  const [chosen, setTool] = useState<Tool | null>(null);
  const tool = editable ? (chosen ?? (isTouch ? "hand" : "draw")) : "hand";
  const viewport = useViewport(image);
  useEffect(() => () => session.session.saver.flush(), [session]);
  const commands = useCanvasCommands({ image, session, viewport, setTool, onStep });
  const title = titleOf(image, images);
  return (
    <>
      <Toolbar
        image={image}
        title={title}
        session={session}
        tool={tool}
        commands={commands}
        zoom={viewport.view.scale}
      />
      <NeighbourNotice image={image} />
      <DraftNotice session={session.session} what="Boxes" />
      <section className={classes.stage} data-spot="picture" tabIndex={-1} aria-label={title}>
        <PictureCanvas
          key={image.id}
          src={image.preview}
          alt={`${title}: ${fileName(image.source_path)}`}
          image={image}
          store={session.store}
          viewport={viewport}
          tool={tool}
          tone={image.role === "query" ? "query" : "positive"}
          editable={editable}
          onSwipe={onStep}
          pins={pinsOf(workplace.reviews, image)}
        />
        {editable && isTouch && tool === "hand" && (
          <Button className={classes.touchDraw} onClick={() => setTool("draw")}>
            Draw a box
          </Button>
        )}
        {editable && isTouch && tool === "draw" && (
          <Button className={classes.touchDraw} variant="default" onClick={() => setTool("hand")}>
            Done drawing
          </Button>
        )}
      </section>
      <BoxRows image={image} store={session.store} editable={editable} />
      <StaleBoxes image={image} session={session.session} />
    </>
  );
}

/** Boxes that the latest word of a reviewer points at. */
function pinsOf(reviews: readonly Review[], image: WorkImage): Box[] {
  return reviews
    .filter((review) => review.image === image.id && review.decision === "changes_requested")
    .flatMap(({ box }) => {
      const [x, y, width, height] = box ?? [];
      return x === undefined || y === undefined || !width || !height
        ? []
        : [{ x, y, width, height }];
    });
}
