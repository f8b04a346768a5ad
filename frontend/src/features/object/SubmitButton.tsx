import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api } from "@/api/client";
import { asProblem, Problem } from "@/api/problems";
import type { Workplace } from "@/api/types";
import { useCommands, useShortcut } from "@/commands/useCommands";
import { type Address, objectPath } from "@/features/object/data";
import { refuse, tell } from "@/features/object/toasts";
import { inTheWay } from "@/features/object/words";
import { useWork } from "@/features/object/work";
import { plural } from "@/lib/format";
import { saveNow } from "@/saving/sessions";

/** Submits, or says what still stands in the way and leads there. */
export function SubmitButton() {
  const { workplace, address, user, answer, goTo, say } = useWork();
  const { submit, withdraw } = workplace.permissions;
  const waiting = workplace.state.startsWith("submitted");
  const blocking = inTheWay(workplace);
  const act = useMutation({
    mutationFn: async (step: "submit" | "withdraw") => {
      const targets = targetsOf(workplace, address);
      const unsaved = await saveNow(user.id, (target) => targets.has(target));
      if (step === "submit" && unsaved.length > 0) throw notSaved(unsaved.length);
      return api.post<Workplace>(`${objectPath(address)}${step}/`);
    },
    onSuccess: (next, step) => {
      answer(next);
      const sentence =
        step === "submit" ? "Submitted for review." : "Withdrawn; it is a draft again.";
      say(sentence);
      tell(sentence);
    },
    onError: (error) => refuse(asProblem(error).sentence),
  });
  const run = () => {
    if (waiting && withdraw) act.mutate("withdraw");
    else if (blocking.length > 0) goTo("findings");
    else act.mutate("submit");
  };
  const canSubmit = submit || workplace.permissions.edit;
  useCommands([
    {
      id: "object.submit",
      label: "Submit for review",
      keys: ["mod+Enter"],
      scope: "page",
      when: () => canSubmit && !waiting,
      run,
    },
  ]);
  const { "aria-keyshortcuts": shortcut } = useShortcut("object.submit");
  if (waiting && withdraw) {
    return (
      <Button variant="default" onClick={run} loading={act.isPending}>
        Withdraw submission
      </Button>
    );
  }
  if (!canSubmit) return null;
  return blocking.length > 0 ? (
    <Button variant="default" onClick={run} aria-keyshortcuts={shortcut}>
      {plural(blocking.length, "thing")} left before submitting
    </Button>
  ) : (
    <Button onClick={run} loading={act.isPending} aria-keyshortcuts={shortcut}>
      Submit for review
    </Button>
  );
}

/** What of this object is saved by itself. */
function targetsOf({ images }: Workplace, { slug, key }: Address): Set<string> {
  const words = [`text:${slug}/${key}`, `evidence:${slug}/${key}`];
  return new Set([...words, ...images.map(({ id }) => `boxes:${id}`)]);
}

/** Reviewers must read what the collector sees, so nothing is handed in around an unsaved change. */
function notSaved(count: number): Problem {
  const sentence = `${plural(count, "change")} not saved yet: look at the boxes, the text query and the evidence.`;
  return new Problem("object.unsaved", sentence, 0);
}
