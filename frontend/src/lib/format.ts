/** Numbers and dates as people read them; one place, so that every page says them alike. */

const LOCALE = "en-GB";
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 0 });
const exactFormat = new Intl.DateTimeFormat(LOCALE, { dateStyle: "long", timeStyle: "short" });
const clock = new Intl.DateTimeFormat(LOCALE, { timeStyle: "short" });
const dayFormat = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short" });
const dayAndYear = new Intl.DateTimeFormat(LOCALE, {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const longDay = new Intl.DateTimeFormat(LOCALE, { dateStyle: "long", timeZone: "UTC" });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const formatNumber = (value: number): string => whole.format(value);

/** 3 of 4 → "75%"; an empty whole is 0%. */
export const formatShare = (part: number, all: number): string =>
  share.format(all > 0 ? part / all : 0);

/** plural(1, "object") → "1 object", plural(2, "query", "queries") → "2 queries". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** A calendar date without a time, such as a cut-off: "1 January 1850". */
export const formatDate = (iso: string): string => longDay.format(new Date(`${iso.slice(0, 10)}Z`));

export const formatExact = (iso: string): string => exactFormat.format(new Date(iso));

const startOfDay = (date: Date) =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** "just now", "12 min ago", "today 09:30", "yesterday 17:05", "3 Mar 11:00", "3 Mar 2024". */
export function formatAgo(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  const past = now.getTime() - date.getTime();
  if (past >= 0 && past < MINUTE) return "just now";
  if (past >= 0 && past < HOUR) return `${Math.floor(past / MINUTE)} min ago`;
  const days = Math.round((startOfDay(now) - startOfDay(date)) / (24 * HOUR));
  if (days === 0) return `today ${clock.format(date)}`;
  if (days === 1) return `yesterday ${clock.format(date)}`;
  if (days === -1) return `tomorrow ${clock.format(date)}`;
  if (date.getFullYear() === now.getFullYear()) {
    return `${dayFormat.format(date)} ${clock.format(date)}`;
  }
  return dayAndYear.format(date);
}

/** 75 s → "1 min 15 s". */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
