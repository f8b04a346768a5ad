import { useEffect, useState } from "react";
import { formatAgo, formatExact } from "@/lib/format";

/** A moment as people say it, exact on hover, and it does not go stale on screen. */
export function Ago({ at }: { at: string }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={formatExact(at)}>
      {formatAgo(at)}
    </time>
  );
}
