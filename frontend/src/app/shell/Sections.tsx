import { useEffect, useRef } from "react";
import { NavLink, useLocation } from "react-router";
import type { BenchmarkDetail } from "@/api/types";
import { formatNumber, plural } from "@/lib/format";
import classes from "./Sections.module.css";

interface SectionsProps {
  slug: string;
  needs: BenchmarkDetail["needs_me"] | undefined;
}

/** The rooms of one benchmark; a number says what waits for this person there. */
export function Sections({ slug, needs }: SectionsProps) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current link changes with the address.
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (nav.current && current) nav.current.scrollLeft = current.offsetLeft - 48;
  }, [pathname]);
  return (
    <nav ref={nav} className={classes.nav} aria-label="Sections">
      <Section to={`/b/${slug}`} label="Home" end />
      <Section to={`/b/${slug}/objects`} label="Objects" />
      <Section to={`/b/${slug}/review`} label="Review" waiting={needs?.awaiting_review} />
      <Section
        to={`/b/${slug}/neighbours`}
        label="Neighbours"
        waiting={needs?.neighbours_undecided}
      />
      <Section to={`/b/${slug}/distractors`} label="Distractors" />
      <Section to={`/b/${slug}/mining`} label="Mining" />
      <Section to={`/b/${slug}/releases`} label="Releases" />
      <Section to={`/b/${slug}/jobs`} label="Jobs" />
    </nav>
  );
}

interface SectionProps {
  to: string;
  label: string;
  end?: boolean;
  waiting?: number;
}

function Section({ to, label, end, waiting = 0 }: SectionProps) {
  return (
    <NavLink to={to} end={end} className={classes.link}>
      {label}
      {waiting > 0 && (
        <span className={classes.count} title={`${plural(waiting, "entry", "entries")} waiting`}>
          {formatNumber(waiting)}
        </span>
      )}
    </NavLink>
  );
}
