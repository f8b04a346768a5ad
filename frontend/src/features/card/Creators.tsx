import { Button, Text } from "@mantine/core";
import type { Creator } from "@/api/release";
import type { Part } from "@/features/card/CardForm";
import { CreatorFields } from "@/features/card/CreatorFields";
import { FieldLabel } from "@/features/card/FieldLabel";
import { fieldId, moved, NOBODY } from "@/features/card/questions";
import classes from "./Card.module.css";

/** Whom to cite, in the order of the citation. */
export function Creators({ about, card, set, flush }: Part) {
  const { creators } = about;
  const put = (next: Creator[]) => set({ creators: next });
  return (
    <section
      className={classes.section}
      id={fieldId("creators")}
      tabIndex={-1}
      aria-label="Creators"
    >
      <h2>
        <FieldLabel
          label="Creators"
          open={card.missing.includes("creators") && creators.length === 0}
        />
      </h2>
      <Text size="sm" c="dimmed">
        In the order of the citation.
      </Text>
      <ol className={classes.creators}>
        {creators.map((creator, place) => (
          <CreatorFields
            // biome-ignore lint/suspicious/noArrayIndexKey: two creators may be alike while they are typed.
            key={place}
            creator={creator}
            place={place}
            last={creators.length - 1}
            flush={flush}
            change={(part) =>
              put(creators.map((entry, at) => (at === place ? { ...entry, ...part } : entry)))
            }
            move={(to) => put(moved(creators, place, to))}
            remove={() => put(creators.filter((_, at) => at !== place))}
          />
        ))}
      </ol>
      <Button variant="default" size="compact-md" onClick={() => put([...creators, { ...NOBODY }])}>
        Add a creator
      </Button>
    </section>
  );
}
