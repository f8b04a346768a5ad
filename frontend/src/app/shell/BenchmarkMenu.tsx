import { Menu, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { benchmarksQuery } from "@/api/benchmarks";
import { Icon } from "@/components/Icon";
import { Mark } from "@/components/Mark";
import classes from "./Shell.module.css";

interface BenchmarkMenuProps {
  slug: string | undefined;
  title: string | undefined;
}

/** Names the benchmark one stands in, and leads to the others. */
export function BenchmarkMenu({ slug, title }: BenchmarkMenuProps) {
  const benchmarks = useQuery(benchmarksQuery);
  if (!slug) {
    return (
      <Link
        to="/"
        className={classes.switcher}
        style={{ color: "inherit", textDecoration: "none" }}
      >
        <Mark />
        <span>Aristarch</span>
      </Link>
    );
  }
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <UnstyledButton className={classes.switcher} aria-label={`Benchmark: ${title ?? slug}`}>
          <Mark />
          <span>{title ?? slug}</span>
          <Icon name="chevron" size={14} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah="60vh" style={{ overflowY: "auto" }}>
        <Menu.Label>Benchmarks</Menu.Label>
        {benchmarks.data?.map((card) => (
          <Menu.Item
            key={card.slug}
            component={Link}
            to={`/b/${card.slug}`}
            rightSection={card.slug === slug ? <Icon name="check" size={14} /> : null}
          >
            {card.title}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/">
          All benchmarks
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
