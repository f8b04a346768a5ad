/** Letters without what stands above or below them: "Bärchen" → "Barchen". */
export const withoutAccents = (text: string): string =>
  text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
