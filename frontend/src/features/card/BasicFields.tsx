import { NativeSelect, TagsInput } from "@mantine/core";
import type { About } from "@/api/release";
import { Answer } from "@/features/card/Answer";
import type { Part } from "@/features/card/CardForm";
import { FieldLabel } from "@/features/card/FieldLabel";
import { fieldId, fieldLabel, STATES } from "@/features/card/questions";
import { webFault } from "@/features/card/words";
import classes from "./Card.module.css";

/** What it is, where it can be had, and whom to ask. */
export function BasicFields({ about, card, set, flush }: Part) {
  const plain = { card, flush };
  const isOpen = (path: string) => card.missing.includes(path);
  return (
    <div className={classes.fields}>
      <Answer
        {...plain}
        path="description"
        label="Description"
        hint="What it holds and for what question, in a few sentences."
        long
        value={about.description}
        change={(description) => set({ description })}
      />
      <div className={classes.pair}>
        <Answer
          {...plain}
          path="licence"
          label="Licence"
          hint="SPDX id of the collection as a whole."
          value={about.licence}
          change={(licence) => set({ licence: licence.trim() })}
        />
        <Answer
          {...plain}
          path="contact"
          label="Contact"
          hint="Where withdrawals are asked for."
          value={about.contact}
          change={(contact) => set({ contact })}
        />
        <Answer
          {...plain}
          path="url"
          label="Address"
          hint="Where releases can be had."
          value={about.url}
          error={webFault(about.url)}
          change={(url) => set({ url: url.trim() })}
        />
        <Answer
          {...plain}
          path="homepage"
          label="Homepage"
          hint="What is worth reading about it."
          value={about.homepage}
          error={webFault(about.homepage)}
          change={(homepage) => set({ homepage: homepage.trim() })}
        />
        <NativeSelect
          id={fieldId("state")}
          label={<FieldLabel label="State" open={isOpen("state") && !about.state} />}
          description="Whether users may rely on it."
          value={about.state}
          data={[{ value: "", label: "Not said" }, ...STATES]}
          onChange={(event) => {
            set({ state: event.currentTarget.value as About["state"] });
            flush();
          }}
        />
        <Answer
          {...plain}
          path="language"
          label="Language"
          hint="Of the text queries, such as en or pt-BR."
          value={about.language}
          change={(language) => set({ language: language.trim() })}
        />
      </div>
      <TagsInput
        id={fieldId("keywords")}
        label={
          <FieldLabel
            label={fieldLabel("keywords")}
            open={isOpen("keywords") && about.keywords.length === 0}
          />
        }
        description="Enter or comma after each."
        value={about.keywords}
        splitChars={[",", ";"]}
        onChange={(keywords) => set({ keywords })}
        onBlur={flush}
      />
      <Answer
        {...plain}
        path="paper_bibtex"
        label={fieldLabel("paper_bibtex")}
        hint="Replaces the citation that is otherwise made from creators, title and version."
        long
        value={about.paper_bibtex}
        change={(paper_bibtex) => set({ paper_bibtex })}
      />
    </div>
  );
}
