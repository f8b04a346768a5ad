import { VisuallyHidden } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { BenchmarkDetail, User, WorkImage, Workplace } from "@/api/types";
import { boxSessionFor } from "@/features/object/boxSessions";
import { type Address, patchImage, patchWorkplace, settle } from "@/features/object/data";
import { Filmstrip } from "@/features/object/Filmstrip";
import { Header } from "@/features/object/Header";
import { Compare } from "@/features/object/neighbours/Compare";
import classes from "@/features/object/object.module.css";
import { focusSpot, isShown, splitLink, towards, usePlace } from "@/features/object/place";
import { DecisionBar } from "@/features/object/review/DecisionBar";
import { Side, usePanels } from "@/features/object/sections/Side";
import { Stage } from "@/features/object/stage/Stage";
import { DropZone } from "@/features/object/upload/DropZone";
import { UploadList } from "@/features/object/upload/UploadList";
import { useUploads } from "@/features/object/upload/useUploads";
import { inOrder } from "@/features/object/words";
import { type Mode, type Work, WorkContext } from "@/features/object/work";

interface Props {
  readonly mode: Mode;
  readonly address: Address;
  readonly user: User;
  readonly benchmark: BenchmarkDetail;
  readonly workplace: Workplace;
}

/** The three columns and what lies over them. */
export function Workbench(props: Props) {
  const place = usePlace();
  const panels = usePanels();
  const [said, say] = useState("");
  const work = useWorkOf(props, panels.open, say);
  const { images, editable, mode } = work;
  const uploads = useUploads(work);
  const current = images.find(({ id }) => id === place.image) ?? images[0] ?? null;
  const select = useCallback(
    (image: WorkImage) => place.go({ ...towards(null), image: image.id, at: null }),
    [place.go],
  );
  const step = (by: 1 | -1) => {
    const next = current && images[images.indexOf(current) + by];
    if (next) select(next);
  };
  return (
    <WorkContext value={work}>
      <DropZone enabled={editable} onFiles={uploads.add}>
        <div className={classes.page} data-mode={mode}>
          <Header />
          <Filmstrip current={current} onSelect={select} onFiles={uploads.add} />
          <section className={classes.middle} aria-label="Picture">
            {place.pair !== null ? (
              <Compare pair={place.pair} current={current} />
            ) : (
              <Stage image={current} onStep={step} onFiles={uploads.add} />
            )}
          </section>
          <Side panels={panels} current={current} uploads={uploads} />
          {mode === "review" && <DecisionBar current={current} />}
        </div>
        <UploadList uploads={uploads} />
      </DropZone>
      <VisuallyHidden role="status" aria-live="polite">
        {said}
      </VisuallyHidden>
    </WorkContext>
  );
}

function useWorkOf(
  { mode, address, user, benchmark, workplace }: Props,
  openPanel: (anchor: string) => void,
  say: (sentence: string) => void,
): Work {
  const client = useQueryClient();
  const place = usePlace();
  const images = useMemo(() => inOrder(workplace.images), [workplace.images]);
  const goTo = useCallback(
    (link: string) => {
      const [kind, id] = splitLink(link);
      if (isShown(link)) {
        place.go({ ...towards(null), [kind]: id }, false);
        focusSpot("picture");
        return;
      }
      openPanel(kind);
      focusSpot(kind);
    },
    [place.go, openPanel],
  );
  useEffect(() => {
    if (place.at) {
      openPanel(place.at);
      focusSpot(place.at);
    }
  }, [place.at, openPanel]);
  const refresh = () => settle(client, address);
  return {
    mode,
    address,
    user,
    benchmark,
    workplace,
    images,
    editable: workplace.permissions.edit && mode === "edit",
    boxesOf: (image) =>
      boxSessionFor(user.id, image, ({ image: id, version, boxes }) => {
        patchImage(client, address, id, { boxes_version: version, boxes });
        refresh();
      }),
    refresh,
    answer: (next) => {
      patchWorkplace(client, address, () => next);
      void client.invalidateQueries({ queryKey: ["b", address.slug] });
      refresh();
    },
    goTo,
    say,
  };
}
