import { Button } from "@mantine/core";
import classes from "@/features/object/stage/stage.module.css";
import { when } from "@/features/object/words";
import type { Session } from "@/saving/session";
import { useEditing, useSaveState } from "@/saving/useSession";

interface Props<T> {
  readonly session: Session<T>;
  readonly what: string;
}

/** What was changed here and had not reached the server is back, and may be thrown away again. */
export function DraftNotice<T>({ session, what }: Props<T>) {
  const { recovered } = useEditing(session);
  const state = useSaveState(session);
  if (!recovered) return null;
  const isHeld = state.kind === "unsaved" && state.reason === "incomplete";
  return (
    <section className={classes.notice} aria-label="Restored draft">
      <p>
        {what} changed here at {when(recovered.at)} had not reached the server. Restored
        {isHeld ? "; saved once complete." : " and being saved."}
      </p>
      <Button size="compact-sm" variant="default" onClick={() => session.acknowledge()}>
        Keep
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => session.discard()}>
        Discard
      </Button>
    </section>
  );
}
