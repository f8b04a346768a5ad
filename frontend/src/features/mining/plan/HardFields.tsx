import { Checkbox, Radio, Stack } from "@mantine/core";
import type { Ensemble, NewRun, Searchable } from "@/api/mining";
import { toDescribe } from "@/features/mining/plan/settings";
import { ENSEMBLES } from "@/features/mining/words";
import { formatNumber, plural } from "@/lib/format";
import classes from "./Plan.module.css";

interface FieldsProps {
  found: Searchable;
  settings: NewRun;
  change: (part: Partial<NewRun>) => void;
}

/** With which encoders, and how their scores become one. */
export function HardFields({ found, settings, change }: FieldsProps) {
  const queries = found.terms.length * settings.templates.length;
  return (
    <>
      <Checkbox.Group
        label="Encoders"
        description="Each compares every distractor with every text query; the most similar one counts."
        value={settings.encoders}
        onChange={(encoders) => change({ encoders })}
      >
        <Stack gap={6} mt={4}>
          {found.encoders.map(({ name }) => (
            <Checkbox
              key={name}
              value={name}
              label={name}
              description={missing(found, { ...settings, encoders: [name] })}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      {settings.encoders.length > 1 && (
        <Radio.Group
          label="Ensemble"
          description="How the scores of several encoders become one."
          value={settings.ensemble}
          onChange={(ensemble) => change({ ensemble: ensemble as Ensemble })}
        >
          <Stack gap={6} mt={4}>
            {ENSEMBLES.map(({ value, label, what }) => (
              <Radio key={value} value={value} label={label} description={what} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <p className={classes.product}>
        {plural(found.terms.length, "term")} in {plural(settings.templates.length, "template")}:{" "}
        <strong>{formatNumber(queries)} text queries</strong>
      </p>
    </>
  );
}

/** What an encoder must still do before it can compare. */
function missing(found: Searchable, settings: NewRun): string | undefined {
  const [first] = toDescribe(found, settings);
  if (!first) return undefined;
  return `Describes ${first.sets.join(", ")} first, in the same pass: that takes far longer than scoring.`;
}
