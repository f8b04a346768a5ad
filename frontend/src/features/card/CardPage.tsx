import { useQuery } from "@tanstack/react-query";
import { benchmarkQuery } from "@/api/benchmarks";
import { cardQuery } from "@/api/card";
import { sessionQuery } from "@/api/session";
import { Loading } from "@/components/Loading";
import { PageFrame } from "@/components/PageFrame";
import { ProblemNote } from "@/components/ProblemNote";
import { CardForm } from "@/features/card/CardForm";
import { CardReading } from "@/features/card/CardReading";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";

/** What the benchmark says about itself: maintainers answer, everybody reads. */
export default function CardPage() {
  const slug = useSlug();
  const benchmark = useQuery(benchmarkQuery(slug));
  const card = useQuery(cardQuery(slug));
  const { data: session } = useQuery(sessionQuery);
  useTitle("About the benchmark", benchmark.data?.title);
  const user = session?.user;
  const ready = card.data && benchmark.data && user;
  return (
    <PageFrame
      title="About the benchmark"
      intro="Copied into every release: its dataset card, datasheet, citation and Croissant description."
    >
      {card.isError && <ProblemNote problem={card.error} retry={card.refetch} />}
      {benchmark.isError && <ProblemNote problem={benchmark.error} retry={benchmark.refetch} />}
      {!ready && !card.isError && !benchmark.isError && <Loading label="Loading the card" />}
      {ready &&
        (benchmark.data.permissions.maintain ? (
          <CardForm slug={slug} user={user.id} card={card.data} />
        ) : (
          <CardReading about={card.data.about} />
        ))}
    </PageFrame>
  );
}
