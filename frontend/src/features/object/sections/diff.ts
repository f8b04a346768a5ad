/** What changed between two texts, word by word. */

export interface Piece {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

function longestCommon(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = table[i] ?? [];
      row[j] =
        before[i] === after[j]
          ? (table[i + 1]?.[j + 1] ?? 0) + 1
          : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

/** Words and the spaces between them, merged into runs that stayed, came or went. */
export function wordDiff(before: string, after: string): Piece[] {
  const a = before.match(/\s+|\S+/g) ?? [];
  const b = after.match(/\s+|\S+/g) ?? [];
  const table = longestCommon(a, b);
  const pieces: { kind: Piece["kind"]; text: string }[] = [];
  const push = (kind: Piece["kind"], text = "") => {
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && a[i] === b[j]) {
      push("same", a[i]);
      i++;
      j++;
    } else if (
      j >= b.length ||
      (i < a.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))
    ) {
      push("removed", a[i++]);
    } else {
      push("added", b[j++]);
    }
  }
  return pieces;
}
