import { Button, Group, Text } from "@mantine/core";
import { useSearchParams } from "react-router";
import type { Counted } from "@/api/distractorSets";
import { formatNumber, plural } from "@/lib/format";

interface PagerProps {
  pages: Counted;
  page: number;
  noun: string;
}

/** Which part of a counted list this is, and the ways on; the address names the page. */
export function Pager({ pages, page, noun }: PagerProps) {
  const [, setSearch] = useSearchParams();
  const { count, next, previous, results } = pages;
  if (!next && !previous) return null;
  const go = (to: number) =>
    setSearch((now) => {
      const then = new URLSearchParams(now);
      then.set("page", String(to));
      return then;
    });
  // The last page may be short, and is counted from the end.
  const first = next ? (page - 1) * results.length + 1 : count - results.length + 1;
  return (
    <Group justify="space-between" mt="md" gap="sm">
      <Text size="sm" c="dimmed" role="status">
        {formatNumber(first)} to {formatNumber(first + results.length - 1)} of {plural(count, noun)}
      </Text>
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-md"
          disabled={!previous}
          onClick={() => go(page - 1)}
        >
          Previous
        </Button>
        <Button variant="default" size="compact-md" disabled={!next} onClick={() => go(page + 1)}>
          Next
        </Button>
      </Group>
    </Group>
  );
}
