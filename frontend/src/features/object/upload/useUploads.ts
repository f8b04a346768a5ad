import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { ImageRole } from "@/api/types";
import { type UploadItem, UploadQueue } from "@/features/object/upload/queue";
import { type Rights, sendFile } from "@/features/object/upload/tus";
import type { Work } from "@/features/object/work";

export type AddFiles = (files: readonly File[], role: ImageRole) => void;

export interface Uploads {
  readonly items: readonly UploadItem[];
  readonly rights: Rights;
  setRights(rights: Rights): void;
  readonly add: AddFiles;
  retry(id: number): void;
  dismiss(id: number): void;
  dismissDone(): void;
}

const USUAL_LICENCE = "CC-BY-4.0";

function usualRights({ user, benchmark: { licences } }: Work): Rights {
  const licence = licences.includes(USUAL_LICENCE) ? USUAL_LICENCE : (licences[0] ?? USUAL_LICENCE);
  return { origin: "captured", author: user.name, licence, source_url: "" };
}

export function useUploads(work: Work): Uploads {
  const [rights, setRights] = useState(() => usualRights(work));
  const latest = useRef({ work, rights });
  useEffect(() => {
    latest.current = { work, rights };
  });
  const [queue] = useState(() => {
    const { slug, key } = work.address;
    return new UploadQueue(
      (file, role, onProgress) =>
        sendFile(
          file,
          role,
          { benchmark: slug, object: key, rights: () => latest.current.rights },
          onProgress,
        ),
      () => latest.current.work.refresh(),
    );
  });
  const items = useSyncExternalStore(queue.subscribe, queue.getItems);
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (queue.busy) event.preventDefault();
    };
    window.addEventListener("beforeunload", onLeave);
    return () => window.removeEventListener("beforeunload", onLeave);
  }, [queue]);
  return {
    items,
    rights,
    setRights,
    add: (files, role) => queue.add(files, role),
    retry: (id) => queue.retry(id),
    dismiss: (id) => queue.dismiss(id),
    dismissDone: () => queue.dismissDone(),
  };
}
