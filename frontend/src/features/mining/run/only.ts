/** Of which category or term pictures are shown; both empty for all of them. */
export interface Only {
  readonly category: string;
  readonly term: string;
}

export const EVERYTHING: Only = { category: "", term: "" };
