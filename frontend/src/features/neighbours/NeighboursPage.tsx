export default function NeighboursPage() {
  return null;
}
