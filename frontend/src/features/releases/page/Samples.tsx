import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import type { Sample } from "@/api/release";
import { Picture } from "@/components/Picture";
import { LargePicture, type Shown } from "@/features/releases/page/LargePicture";
import classes from "./Samples.module.css";

/** Some objects as a reader meets them: the query, what it must find, and the text. */
export function Samples({ samples }: { samples: Sample[] }) {
  const [shown, setShown] = useState<Shown | null>(null);
  return (
    <>
      <ul className={classes.samples}>
        {samples.map((sample) => (
          <li key={sample.object}>
            <Pictures sample={sample} show={setShown} />
            <p className={classes.name}>
              {sample.name} {sample.category && <span>{sample.category}</span>}
            </p>
            {sample.text && <p className={classes.words}>{sample.text}</p>}
          </li>
        ))}
      </ul>
      <LargePicture shown={shown} close={() => setShown(null)} />
    </>
  );
}

function Pictures({ sample, show }: { sample: Sample; show: (shown: Shown) => void }) {
  const { name, query, positives } = sample;
  return (
    <div className={classes.pictures}>
      {query && <Sight kind="query" src={query} alt={`Query of ${name}`} show={show} />}
      {positives.slice(0, 4).map((src, place) => (
        <Sight
          key={src}
          kind="positive"
          src={src}
          alt={`Positive ${place + 1} of ${name}`}
          show={show}
        />
      ))}
    </div>
  );
}

interface SightProps extends Shown {
  kind: string;
  show: (shown: Shown) => void;
}

function Sight({ kind, src, alt, show }: SightProps) {
  return (
    <UnstyledButton
      className={classes.sight}
      data-role={kind}
      aria-label={`${alt}, show it large`}
      onClick={() => show({ src, alt })}
    >
      <Picture src={src} alt="" ratio={1} fit="cover" />
    </UnstyledButton>
  );
}
