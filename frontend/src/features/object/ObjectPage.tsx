/** Replaced by the object workplace. */
export default function ObjectPage({ mode }: { mode: "edit" | "review" }) {
  return <p>{mode}</p>;
}
