import { Center, Stack, Title } from "@mantine/core";
import { asProblem } from "@/api/problems";
import { ProblemNote } from "@/components/ProblemNote";

/** The same, when there is nothing else to show on the page. */
export function ProblemPage({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const problem = asProblem(error);
  const title = problem.status === 404 ? "Not found" : "This could not be loaded";
  return (
    <Center mih="50vh" p="md">
      <Stack maw={560} w="100%">
        <Title order={1} size="h4">
          {title}
        </Title>
        <ProblemNote problem={problem} retry={problem.status === 404 ? undefined : retry} />
      </Stack>
    </Center>
  );
}
