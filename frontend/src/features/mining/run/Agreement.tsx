import type { Summary } from "@/api/mining";
import { shareWords } from "@/features/mining/words";
import { formatNumber } from "@/lib/format";
import classes from "./Shares.module.css";

interface AgreementProps {
  chosen: number;
  encoders: Summary["shares"]["encoder"];
  pairs: Summary["agreement"];
}

/** How much of the subset each encoder would have chosen alone, and what two of them have in common. */
export function Agreement({ chosen, encoders, pairs }: AgreementProps) {
  if (encoders.length === 0) return null;
  return (
    <>
      <table className={classes.shares}>
        <caption>Chosen by one encoder alone</caption>
        <thead>
          <tr>
            <th scope="col">Encoder</th>
            <th scope="col">Chosen</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {encoders.map(({ name, chosen_alone }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{formatNumber(chosen_alone)}</td>
              <td>{shareWords(chosen_alone, chosen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {pairs.length > 0 && (
        <table className={classes.shares}>
          <caption>Agreement of encoders</caption>
          <thead>
            <tr>
              <th scope="col">Encoders</th>
              <th scope="col">In common</th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(({ first, second, overlap }) => (
              <tr key={`${first} ${second}`}>
                <th scope="row">
                  {first} and {second}
                </th>
                <td>{shareWords(overlap, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
