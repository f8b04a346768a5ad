import classes from "./Figures.module.css";

const decimal = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 3 });

const HEADS = ["Least", "Lower quarter", "Median", "Upper quarter", "Most"];

/** Clutter and scale of the positives: a quarter lies below the lower quarter, half below the median. */
export function Quartiles({ clutter, scale }: { clutter: number[]; scale: number[] }) {
  const rows = [
    { name: "Clutter", values: clutter },
    { name: "Scale", values: scale },
  ].filter(({ values }) => values.length === HEADS.length);
  if (rows.length === 0) return null;
  return (
    <div className={classes.figure}>
      <table className={classes.quartiles}>
        <caption>Difficulty of the positives</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className={classes.unseen}>Measure</span>
            </th>
            {HEADS.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {HEADS.map((head, place) => (
                <td key={head}>{decimal.format(values[place] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
