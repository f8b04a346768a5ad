/**
 * How far down a list a person has looked: an unbroken run of places from the top, each of which
 * stood before their eyes and was then passed. Jumping to the end of the page passes nothing.
 */
export class Looking {
  private readonly passed = new Set<number>();
  private reached: number;

  /** `depth` places were seen on earlier days. */
  constructor(depth: number) {
    this.reached = depth;
  }

  get depth(): number {
    return this.reached;
  }

  /** These places (1 is the first) were seen and left behind; true when the depth has grown. */
  pass(places: Iterable<number>): boolean {
    for (const place of places) if (place > this.reached) this.passed.add(place);
    const before = this.reached;
    while (this.passed.delete(this.reached + 1)) this.reached += 1;
    return this.reached > before;
  }
}

/** The places of the rows that the keyboard walked out of downwards; there are `count` cards. */
export function rowsLeft(from: number, to: number, columns: number, count: number): number[] {
  const row = (index: number) => Math.floor(index / columns);
  const first = row(from) * columns;
  const end = Math.min(row(to) * columns, count);
  return Array.from({ length: Math.max(0, end - first) }, (_, step) => first + step + 1);
}
