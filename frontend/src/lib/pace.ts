import { formatDuration, formatNumber } from "@/lib/format";

/** "410 images/s, about 12 min left"; the time only where somebody knows it. */
export function imagesPerSecond(rate: number, secondsLeft: number | null): string {
  const pace = `${rate < 10 ? rate.toFixed(1) : formatNumber(rate)} images/s`;
  if (secondsLeft === null) return pace;
  return `${pace}, about ${formatDuration(secondsLeft * 1000)} left`;
}
