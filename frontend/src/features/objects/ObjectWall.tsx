import { Button, Center, Loader, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { type ObjectFilters, objectsQuery } from "@/api/objects";
import type { ObjectCard } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { ProblemNote } from "@/components/ProblemNote";
import { ObjectTile } from "@/features/objects/ObjectTile";
import { useWallKeys } from "@/features/objects/useWallKeys";
import { layoutOf } from "@/features/objects/wallLayout";
import classes from "./ObjectsPage.module.css";

interface ObjectWallProps {
  slug: string;
  filters: ObjectFilters;
  filtered: boolean;
  onClear: () => void;
}

/** Loads and shows all objects that the filters leave, page by page as one scrolls. */
export function ObjectWall({ slug, filters, filtered, onClear }: ObjectWallProps) {
  const objects = useInfiniteQuery(objectsQuery(slug, filters));
  if (objects.isPending) return <Loading label="Loading objects" />;
  if (objects.isError && !objects.data) {
    return <ProblemNote problem={objects.error} retry={objects.refetch} />;
  }
  const cards = objects.data?.pages.flatMap((page) => page.results) ?? [];
  if (cards.length === 0) return <Nothing filtered={filtered} onClear={onClear} />;
  return (
    <>
      <Rows
        slug={slug}
        cards={cards}
        onNearEnd={() => {
          if (objects.hasNextPage && !objects.isFetching) objects.fetchNextPage();
        }}
      />
      <div className={classes.foot}>
        {objects.isFetchingNextPage && (
          <Center>
            <Loader size="sm" color="gray" />
          </Center>
        )}
        {objects.isFetchNextPageError && (
          <ProblemNote problem={objects.error} retry={objects.fetchNextPage} />
        )}
      </div>
    </>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered) {
    return (
      <EmptyState title="No objects yet">
        Add the first one on the home page, or bring a whole folder with the import command.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No object matches these filters"
      action={
        <Button variant="default" onClick={onClear}>
          Clear all filters
        </Button>
      }
    >
      <Text span>Fewer filters show more.</Text>
    </EmptyState>
  );
}

interface RowsProps {
  slug: string;
  cards: readonly ObjectCard[];
  onNearEnd: () => void;
}

/** Only the rows near the window exist, so that thousands of objects scroll like ten. */
function Rows({ slug, cards, onNearEnd }: RowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [frame, setFrame] = useState({ width: 0, top: 0 });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = () => setFrame({ width: element.clientWidth, top: element.offsetTop });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { columns, height } = layoutOf(frame.width);
  const rowCount = Math.ceil(cards.length / columns);
  const virtualizer = useWindowVirtualizer({
    count: rowCount,
    estimateSize: () => height,
    overscan: 2,
    scrollMargin: frame.top,
    gap: 24,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows must be placed anew when their height changes.
  useEffect(() => virtualizer.measure(), [virtualizer, height]);
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rowCount - 3) onNearEnd();
  }, [last, rowCount, onNearEnd]);
  useWallKeys({
    list,
    count: cards.length,
    columns,
    show: (index) => virtualizer.scrollToIndex(Math.floor(index / columns), { align: "center" }),
  });
  return (
    <ul ref={list} className={classes.wall} style={{ height: virtualizer.getTotalSize() }}>
      {frame.width > 0 &&
        rows.map((row) => (
          <li
            key={row.key}
            className={classes.row}
            style={{
              height,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              transform: `translateY(${row.start - virtualizer.options.scrollMargin}px)`,
            }}
          >
            {cards.slice(row.index * columns, (row.index + 1) * columns).map((card, column) => (
              <ObjectTile
                key={card.key}
                slug={slug}
                card={card}
                index={row.index * columns + column}
                eager={row.index < 2}
              />
            ))}
          </li>
        ))}
    </ul>
  );
}
