import { describe, expect, it } from "vitest";
import {
  formatAgo,
  formatBytes,
  formatDate,
  formatDuration,
  formatShare,
  plural,
} from "@/lib/format";

const now = new Date(2026, 10, 21, 12, 0);
const at = (...parts: [number, number, number, number, number]) =>
  formatAgo(new Date(...parts).toISOString(), now);

describe("format", () => {
  it("says moments as people do", () => {
    expect(at(2026, 10, 21, 12, 0)).toBe("just now");
    expect(at(2026, 10, 21, 11, 48)).toBe("12 min ago");
    expect(at(2026, 10, 21, 9, 30)).toBe("today 09:30");
    expect(at(2026, 10, 20, 23, 59)).toBe("yesterday 23:59");
    expect(at(2026, 2, 3, 11, 0)).toBe("3 Mar 11:00");
    expect(at(2024, 2, 3, 11, 0)).toBe("3 Mar 2024");
  });

  it("does not call a moment after midnight yesterday when it was an hour ago", () => {
    const early = new Date(2026, 10, 21, 0, 20);
    expect(formatAgo(new Date(2026, 10, 20, 23, 50).toISOString(), early)).toBe("30 min ago");
  });

  it("keeps calendar dates free of time zones, even old ones", () => {
    expect(formatDate("1850-01-01")).toBe("1 January 1850");
    expect(formatDate("2020-06-30")).toBe("30 June 2020");
  });

  it("counts in words", () => {
    expect(plural(1, "query", "queries")).toBe("1 query");
    expect(plural(1200, "object")).toBe("1,200 objects");
    expect(formatShare(1, 0)).toBe("0%");
    expect(formatShare(3, 4)).toBe("75%");
  });

  it("rounds sizes and durations to what a person can use", () => {
    expect(formatBytes(999)).toBe("999 B");
    expect(formatBytes(1500)).toBe("1.5 kB");
    expect(formatBytes(123_456_789)).toBe("123 MB");
    expect(formatDuration(900)).toBe("1 s");
    expect(formatDuration(75_000)).toBe("1 min 15 s");
    expect(formatDuration(7_260_000)).toBe("2 h 1 min");
  });
});
