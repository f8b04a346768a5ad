import type { ReleasePage } from "@/api/release";
import { formatNumber } from "@/lib/format";
import classes from "./ReleasePage.module.css";

/** The named choices of the distractors, with the hash by which anybody can name the very same one. */
export function Subsets({ subsets }: { subsets: ReleasePage["subsets"] }) {
  return (
    <table className={classes.manifests}>
      <caption>Distractors chosen, and the SHA-256 of their keys; selection.json says how</caption>
      <tbody>
        {subsets.map(({ name, size, threshold, keys_sha256 }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              {formatNumber(size)}
              {threshold === null ? ", at random" : `, scores from ${threshold.toFixed(4)}`}{" "}
              <code>{keys_sha256}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
