import { Button, Center, Stack } from "@mantine/core";
import { useRouteError } from "react-router";
import { asProblem } from "@/api/problems";
import { ProblemNote } from "@/components/ProblemNote";

/** The last net under a page: says what broke and offers the one thing that can help. */
export function RouteError() {
  const problem = asProblem(useRouteError());
  return (
    <Center component="main" mih="60vh" p="md">
      <Stack maw={520}>
        <ProblemNote problem={problem} title="This page stopped working" />
        <Button onClick={() => window.location.reload()}>Load it again</Button>
      </Stack>
    </Center>
  );
}
