import { useEffect, useRef, useState } from "react";
import { type Asked, sendLook } from "@/api/audit";
import { asProblem } from "@/api/problems";
import { Looking } from "@/features/audit/looking";

const SEND_AFTER_MS = 800;

export interface Looked {
  readonly depth: number;
  /** Why the depth is not stored; it is sent again with the next row. */
  readonly notSaved: string | null;
  pass(places: Iterable<number>): void;
}

/** Keeps how far one list was looked at, and sends it a moment after each row. */
export function useLooking(asked: Asked, before: number): Looked {
  const [looking] = useState(() => new Looking(before));
  const [depth, setDepth] = useState(before);
  const [notSaved, setNotSaved] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const sent = useRef(before);
  const send = () => {
    clearTimeout(timer.current);
    if (looking.depth <= sent.current) return;
    const now = looking.depth;
    const last = sent.current;
    sent.current = now;
    sendLook(asked, now).then(
      () => setNotSaved(null),
      (error: unknown) => {
        sent.current = last;
        setNotSaved(asProblem(error).sentence);
      },
    );
  };
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useEffect(() => {
    const leave = () => latest.current();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);
  return {
    depth,
    notSaved,
    pass: (places) => {
      if (!looking.pass(places)) return;
      setDepth(looking.depth);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => latest.current(), SEND_AFTER_MS);
    },
  };
}
