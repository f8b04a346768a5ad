import { Button, Select, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { categoriesQuery, membersQuery } from "@/api/benchmarks";
import type { ObjectFilters } from "@/api/objects";
import type { Category, ObjectState } from "@/api/types";
import { StateBadge } from "@/components/StateBadge";
import type { SetFilter } from "@/features/objects/useObjectFilters";
import { FINDINGS } from "@/lib/findings";
import { formatNumber } from "@/lib/format";
import { allObjects, STATES } from "@/lib/states";
import classes from "./ObjectsPage.module.css";

interface ObjectFiltersFormProps {
  slug: string;
  filters: ObjectFilters;
  counts: Partial<Record<ObjectState, number>>;
  onChange: SetFilter;
  onClear?: () => void;
}

const FINDING_OPTIONS = Object.entries(FINDINGS).map(([value, label]) => ({ value, label }));

export function ObjectFiltersForm(props: ObjectFiltersFormProps) {
  const { slug, filters, onChange, onClear } = props;
  const categories = useQuery(categoriesQuery(slug));
  const members = useQuery(membersQuery(slug));
  return (
    <Stack gap="md">
      <StateFilter {...props} />
      <Choice
        label="Category"
        value={filters.category}
        options={categoryOptions(categories.data ?? [])}
        onChange={(value) => onChange("category", value)}
      />
      <Choice
        label="Collector"
        value={filters.collector}
        options={(members.data ?? []).map(({ user }) => ({
          value: String(user.id),
          label: user.name || user.email,
        }))}
        onChange={(value) => onChange("collector", value)}
      />
      <Choice
        label="Finding"
        value={filters.finding}
        options={FINDING_OPTIONS}
        onChange={(value) => onChange("finding", value)}
      />
      <TextInput
        key={filters.camera === undefined ? "empty" : "kept"}
        label="Camera"
        placeholder="Maker or model"
        size="sm"
        defaultValue={filters.camera}
        onChange={(event) => onChange("camera", event.currentTarget.value, { later: true })}
      />
      {onClear && (
        <Button variant="default" size="sm" onClick={onClear}>
          Clear all filters
        </Button>
      )}
    </Stack>
  );
}

function StateFilter({ filters, counts, onChange }: ObjectFiltersFormProps) {
  const rows = STATES.filter((state) => counts[state] || filters.state === state);
  return (
    <fieldset className={classes.states} data-numbers="">
      <Text component="legend" size="sm" fw={500}>
        State
      </Text>
      <UnstyledButton
        className={classes.state}
        aria-pressed={!filters.state}
        onClick={() => onChange("state", null)}
      >
        <span>All</span>
        <span>{formatNumber(allObjects(counts))}</span>
      </UnstyledButton>
      {rows.map((state) => (
        <UnstyledButton
          key={state}
          className={classes.state}
          aria-pressed={filters.state === state}
          onClick={() => onChange("state", filters.state === state ? null : state)}
        >
          <StateBadge state={state} />
          <span>{formatNumber(counts[state] ?? 0)}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (value: string | null) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      label={label}
      placeholder="Any"
      size="sm"
      clearable
      clearButtonProps={{ "aria-label": `Clear ${label.toLowerCase()}` }}
      searchable={options.length > 8}
      nothingFoundMessage="Nothing by that name"
      value={value ?? null}
      data={options}
      onChange={onChange}
    />
  );
}

/** Categories with the way to them: "Toys › Dolls". */
function categoryOptions(categories: Category[]) {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const pathOf = (category: Category): string => {
    const parent = category.parent === null ? undefined : byId.get(category.parent);
    return parent ? `${pathOf(parent)} › ${category.name}` : category.name;
  };
  return categories
    .map((category) => ({ value: String(category.id), label: pathOf(category) }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
