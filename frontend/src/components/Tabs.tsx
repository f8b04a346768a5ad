import { Link } from "react-router";
import { formatNumber } from "@/lib/format";
import classes from "./Tabs.module.css";

interface TabsProps {
  label: string;
  current: string;
  tabs: readonly { value: string; label: string; to: string; count?: number }[];
}

/** Views of one list; each has its own address. */
export function Tabs({ label, current, tabs }: TabsProps) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.value}
          to={tab.to}
          replace
          aria-current={tab.value === current ? "true" : undefined}
        >
          {tab.label}
          {tab.count ? ` ${formatNumber(tab.count)}` : ""}
        </Link>
      ))}
    </nav>
  );
}
