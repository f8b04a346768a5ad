const GAP = 24;
const STRIP_GAP = 4;
/** Name, state line and the spaces around them. */
const WORDS = 8 + 24 + 20;
const SMALLEST = 248;

/** How many columns fit, and the height of a row: known before anything is drawn. */
export function layoutOf(width: number): { columns: number; height: number } {
  const columns = Math.max(1, Math.floor((width + GAP) / (SMALLEST + GAP)));
  const card = (width - GAP * (columns - 1)) / columns;
  const cover = (card * 3) / 4;
  const strip = (card - 3 * STRIP_GAP) / 4;
  return { columns, height: Math.ceil(cover + STRIP_GAP + strip + WORDS) };
}
