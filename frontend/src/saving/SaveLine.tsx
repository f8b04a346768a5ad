import { Anchor, Text } from "@mantine/core";
import { Link, useLocation } from "react-router";
import type { SaveState } from "@/saving/autosaver";

const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });

const WHY: Readonly<Record<string, string>> = {
  offline: "offline",
  "signed-out": "you are signed out",
  server: "the server had an error",
};

/** The honest word on whether the server has it. */
export function sentenceOf<T>(state: SaveState<T>): string {
  switch (state.kind) {
    case "saved":
      return state.at ? `Saved ${time.format(state.at)}` : "";
    case "saving":
      return "Saving";
    case "stale":
      return "Not saved: someone else saved first";
    case "unsaved":
      if (state.reason === "incomplete") return `Kept here, not saved yet. ${state.sentence}`;
      return state.reason === "refused"
        ? `Not saved: ${state.sentence}`
        : `Not saved: ${WHY[state.reason] ?? state.reason}, kept here`;
  }
}

interface Props<T> {
  readonly state: SaveState<T>;
  readonly retry: () => void;
  readonly what: string;
}

export function SaveLine<T>({ state, retry, what }: Props<T>) {
  const { pathname, search } = useLocation();
  const isIncomplete = state.kind === "unsaved" && state.reason === "incomplete";
  const troubled = state.kind === "unsaved" || state.kind === "stale";
  return (
    <Text
      component="span"
      size="sm"
      role="status"
      aria-label={`State of the ${what}`}
      c={troubled && !isIncomplete ? "var(--finding)" : "dimmed"}
    >
      {sentenceOf(state)}
      {state.kind === "unsaved" && state.reason === "signed-out" && (
        <>
          {" · "}
          <Anchor
            component={Link}
            size="sm"
            to={`/sign-in?next=${encodeURIComponent(pathname + search)}`}
          >
            Sign in
          </Anchor>
        </>
      )}
      {state.kind === "unsaved" && state.reason !== "refused" && !isIncomplete && (
        <>
          {" · "}
          <Anchor component="button" type="button" size="sm" onClick={retry}>
            Try again
          </Anchor>
        </>
      )}
    </Text>
  );
}
