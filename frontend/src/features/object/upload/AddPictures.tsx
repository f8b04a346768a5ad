import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useRef } from "react";
import type { ImageRole } from "@/api/types";
import { Icon } from "@/features/object/icons";
import classes from "@/features/object/upload/upload.module.css";
import type { AddFiles } from "@/features/object/upload/useUploads";

const ACCEPTED = "image/*,.heic,.heif,.avif,.tif,.tiff";

interface Props {
  readonly side: ImageRole;
  readonly onFiles: AddFiles;
}

/** Opens the file dialog, and on a phone the camera. */
export function AddPictures({ side, onFiles }: Props) {
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const isPhone = useMediaQuery("(pointer: coarse)");
  const name = side === "query" ? "queries" : "positives";
  const input = (ref: typeof files, capture: boolean) => (
    <input
      ref={ref}
      type="file"
      hidden
      multiple={!capture}
      accept={ACCEPTED}
      capture={capture ? "environment" : undefined}
      aria-label={capture ? `Photograph ${name}` : `Choose ${name}`}
      onChange={(event) => {
        onFiles([...(event.currentTarget.files ?? [])], side);
        event.currentTarget.value = "";
      }}
    />
  );
  return (
    <div className={classes.add} data-spot={side === "query" ? "images" : undefined} tabIndex={-1}>
      <Button variant="default" size="compact-sm" fullWidth onClick={() => files.current?.click()}>
        Add {name}
      </Button>
      {input(files, false)}
      {isPhone && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Photograph ${name}`}
          onClick={() => camera.current?.click()}
        >
          <Icon name="camera" />
        </Button>
      )}
      {input(camera, true)}
    </div>
  );
}
