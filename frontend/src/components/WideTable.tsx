import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./WideTable.module.css";

interface WideTableProps {
  label: string;
  head: readonly (readonly [title: string, align?: "right"])[];
  children: ReactNode;
}

/** A table that scrolls beside itself where the window is narrower, by keyboard too. */
export function WideTable({ label, head, children }: WideTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must scroll by keyboard too.
    <section className={classes.wide} tabIndex={0} aria-label={label}>
      <Table verticalSpacing={6} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {head.map(([title, align]) => (
              <Table.Th key={title} ta={align}>
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </section>
  );
}
