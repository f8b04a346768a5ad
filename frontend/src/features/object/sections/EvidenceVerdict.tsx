import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { Evidence } from "@/api/types";
import { objectPath } from "@/features/object/data";
import { refuse, tell } from "@/features/object/toasts";
import { useWork } from "@/features/object/work";

type Verdict = Evidence["verdict"];

/** A reviewer refuses the evidence by itself; approving it goes with the approval of the object. */
export function EvidenceVerdict({ evidence }: { readonly evidence: Evidence }) {
  const { address, refresh, say } = useWork();
  const give = useMutation({
    mutationFn: (verdict: Verdict) =>
      api.post<Evidence>(`${objectPath(address)}evidence/verdict/`, { verdict }),
    onSuccess: (_, verdict) => {
      refresh();
      const sentence = verdict === "refused" ? "Evidence refused." : "Refusal taken back.";
      say(sentence);
      tell(sentence, verdict === "refused" ? () => give.mutate(evidence.verdict) : undefined);
    },
    onError: (error) => refuse(asProblem(error).sentence),
  });
  const refused = evidence.verdict === "refused";
  return (
    <Button
      size="compact-sm"
      variant="default"
      mt="xs"
      loading={give.isPending}
      onClick={() => give.mutate(refused ? "open" : "refused")}
    >
      {refused ? "Take the refusal back" : "Refuse evidence"}
    </Button>
  );
}
