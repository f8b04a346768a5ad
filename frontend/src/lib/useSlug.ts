import { useParams } from "react-router";

/** The benchmark in the address; only used below /b/:slug. */
export function useSlug(): string {
  const { slug } = useParams();
  if (!slug) throw new Error("This page stands outside a benchmark.");
  return slug;
}
