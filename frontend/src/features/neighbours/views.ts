/** What may be asked of the pairs, whatever they are compared with. */
export const VIEWS = {
  duplicates: { label: "Likely duplicates", query: { state: "undecided" } },
  scenes: { label: "Same scene", query: { state: "undecided", suggested: "same scene" } },
  decided: { label: "Decided", query: { state: "decided" } },
} as const;
export type View = keyof typeof VIEWS;
