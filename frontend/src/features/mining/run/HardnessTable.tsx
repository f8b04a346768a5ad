import { Table } from "@mantine/core";
import type { Hardness } from "@/api/mining";
import { WideTable } from "@/components/WideTable";
import { formatNumber, plural } from "@/lib/format";
import classes from "../Mining.module.css";

interface HardnessTableProps {
  name: string;
  chosen: number;
  rows: readonly Hardness[];
}

const score = (map: number): string => (100 * map).toFixed(1);

/** mAP@1k against the subset and against random ones of its size, as in Table 3 of ILIAS. */
export function HardnessTable({ name, chosen, rows }: HardnessTableProps) {
  const [first] = rows;
  return (
    <section className={`${classes.section} ${classes.hardness}`} aria-labelledby="mining-hardness">
      <h2 id="mining-hardness">How hard it is</h2>
      {!first ? (
        <p className={classes.quiet}>
          Retrieval could not be measured: no query of this benchmark had a positive yet, or the
          encoders had changed since the distractors were described.
        </p>
      ) : (
        <>
          <WideTable
            label="Table of hardness"
            head={[
              ["Encoder"],
              [name, "right"],
              ["Random, same size", "right"],
              ["Each of them", "right"],
              ["Random as hard", "right"],
            ]}
          >
            {rows.map((row) => (
              <Table.Tr key={row.encoder}>
                <Table.Td>{row.encoder}</Table.Td>
                <Table.Td ta="right">{score(row.mini)}</Table.Td>
                <Table.Td ta="right">
                  {score(row.mean)} ± {score(row.std)}
                </Table.Td>
                <Table.Td ta="right">{row.random.map(score).join(", ")}</Table.Td>
                <Table.Td ta="right">{equalWords(row)}</Table.Td>
              </Table.Tr>
            ))}
          </WideTable>
          <p className={classes.hint}>
            mAP@1k in percent, of {plural(first.queries, "query", "queries")} with{" "}
            {plural(first.positives, "positive")}; less is harder. Random: mean and standard
            deviation of {first.random.length} subsets of {formatNumber(chosen)}. Random as hard:
            how many random distractors bring the same mAP.
          </p>
        </>
      )}
    </section>
  );
}

const equalWords = ({ equal_size }: Hardness): string =>
  equal_size === null ? "more than there are" : formatNumber(equal_size);
