import { Button, Drawer, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { benchmarkQuery } from "@/api/benchmarks";
import { Keys } from "@/commands/Keys";
import { useCommands, useShortcut } from "@/commands/useCommands";
import { Icon } from "@/components/Icon";
import { ObjectFiltersForm } from "@/features/objects/ObjectFiltersForm";
import { ObjectWall } from "@/features/objects/ObjectWall";
import { useObjectFilters } from "@/features/objects/useObjectFilters";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "./ObjectsPage.module.css";

export default function ObjectsPage() {
  const slug = useSlug();
  const benchmark = useQuery(benchmarkQuery(slug));
  useTitle("Objects", benchmark.data?.title);
  const { filters, set, clear, active } = useObjectFilters();
  const [drawer, { open, close }] = useDisclosure(false);
  const search = useRef<HTMLInputElement>(null);
  useCommands([
    {
      id: "objects.search",
      label: "Search objects",
      keys: ["/"],
      scope: "page",
      run: () => search.current?.focus(),
    },
  ]);
  const { "aria-keyshortcuts": shortcut } = useShortcut("objects.search");
  const form = (
    <ObjectFiltersForm
      slug={slug}
      filters={filters}
      counts={benchmark.data?.objects_by_state ?? {}}
      onChange={set}
      onClear={active > 0 ? clear : undefined}
    />
  );
  return (
    <div className={classes.page}>
      <aside className={classes.side} aria-label="Filters">
        {form}
      </aside>
      <section className={classes.main}>
        <div className={classes.bar}>
          <Title order={1} size="h3">
            Objects
          </Title>
          <TextInput
            key={filters.search === undefined ? "empty" : "kept"}
            ref={search}
            className={classes.search}
            aria-label="Search by key, name or text"
            placeholder="Key, name or text"
            aria-keyshortcuts={shortcut}
            type="search"
            leftSection={<Icon name="search" />}
            rightSection={<Keys spec="/" />}
            defaultValue={filters.search}
            onChange={(event) => set("search", event.currentTarget.value, { later: true })}
          />
          <Button
            className={classes.filterButton}
            variant="default"
            leftSection={<Icon name="filter" />}
            onClick={open}
          >
            Filters{active > 0 ? ` (${active})` : ""}
          </Button>
        </div>
        <ObjectWall slug={slug} filters={filters} filtered={active > 0} onClear={clear} />
      </section>
      <Drawer opened={drawer} onClose={close} title="Filters" size="xs">
        {form}
      </Drawer>
    </div>
  );
}
