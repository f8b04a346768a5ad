import { useState } from "react";
import classes from "./Picture.module.css";

interface PictureProps {
  src: string | undefined;
  alt: string;
  /** Width over height of the frame; the picture is never cropped unless asked. */
  ratio?: number;
  fit?: "contain" | "cover";
  eager?: boolean;
  className?: string;
}

/** A photograph on a quiet mat: it keeps its room while loading and says when it cannot load. */
export function Picture({ src, alt, ratio, fit = "contain", eager, className }: PictureProps) {
  const [failed, setFailed] = useState<string | null>(null);
  const missing = !src || failed === src;
  return (
    <span
      className={`${classes.mat} ${className ?? ""}`}
      style={ratio ? { aspectRatio: ratio } : undefined}
    >
      {missing ? (
        <span className={classes.missing}>{src ? "Not available" : "No picture"}</span>
      ) : (
        <img
          src={src}
          alt={alt}
          loading={eager ? "eager" : "lazy"}
          decoding="async"
          data-fit={fit}
          onError={() => setFailed(src)}
        />
      )}
    </span>
  );
}
