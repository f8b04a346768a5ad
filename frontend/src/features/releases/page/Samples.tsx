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
  const { name } = sample;
  const positives = sample.positives.map((small, at) => ({
    small,
    large: sample.positives_large[at] ?? small,
  }));
  return (
    <div className={classes.pictures}>
      <Sight
        kind="query"
        small={sample.query}
        shown={{ src: sample.query_large, alt: `Query of ${name}` }}
        show={show}
      />
      {positives.map(({ small, large }, at) => (
        <Sight
          key={small}
          kind="positive"
          small={small}
          shown={{ src: large, alt: `Positive ${at + 1} of ${name}` }}
          show={show}
        />
      ))}
    </div>
  );
}

interface SightProps {
  kind: string;
  small: string;
  shown: Shown;
  show: (shown: Shown) => void;
}

function Sight({ kind, small, shown, show }: SightProps) {
  return (
    <UnstyledButton
      className={classes.sight}
      data-role={kind}
      aria-label={`${shown.alt}, show it large`}
      onClick={() => show(shown)}
    >
      <Picture src={small} alt="" ratio={1} fit="cover" />
    </UnstyledButton>
  );
}
