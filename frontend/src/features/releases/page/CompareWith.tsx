import { Button, Menu } from "@mantine/core";
import { Link } from "react-router";
import type { Release } from "@/api/types";
import { Icon } from "@/components/Icon";
import { formatDate } from "@/lib/format";

interface CompareWithProps {
  slug: string;
  release: Release;
  releases: Release[];
}

/** The way to what this version says otherwise than another one. */
export function CompareWith({ slug, release, releases }: CompareWithProps) {
  const others = releases.filter(({ id }) => id !== release.id);
  if (others.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<Icon name="chevron" />}>
          Compare with
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map((other) => (
          <Menu.Item
            key={other.id}
            component={Link}
            to={changesAddress(slug, release, other)}
            rightSection={
              <span style={{ color: "var(--ink-soft)" }}>{formatDate(other.frozen_at)}</span>
            }
          >
            {other.version}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Always read from the earlier to the later one. */
function changesAddress(slug: string, first: Release, second: Release): string {
  const [older, newer] = first.id < second.id ? [first, second] : [second, first];
  return `/b/${slug}/releases/${newer.version}/changes/${older.version}`;
}
