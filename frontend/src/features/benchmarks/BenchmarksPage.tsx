export default function BenchmarksPage() {
  return null;
}
