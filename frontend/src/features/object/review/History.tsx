import { Button, Drawer, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useCommands, useShortcut } from "@/commands/useCommands";
import { Ago } from "@/components/Ago";
import { Loading } from "@/components/Loading";
import { ProblemNote } from "@/components/ProblemNote";
import { historyQuery } from "@/features/object/data";
import { QUIET_HEAD } from "@/features/object/dialogs";
import { Icon } from "@/features/object/icons";
import classes from "@/features/object/review/review.module.css";
import { useWork } from "@/features/object/work";
import { describe as inWords } from "@/lib/activity";

/** Who did what to this object, one key away. */
export function History() {
  const [opened, { toggle, close }] = useDisclosure(false);
  useCommands([
    { id: "object.history", label: "History", keys: ["h"], scope: "page", run: toggle },
  ]);
  const { keys: _keys, ...aria } = useShortcut("object.history");
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<Icon name="history" />}
        onClick={toggle}
        className={classes.history}
        {...aria}
      >
        History
      </Button>
      <Drawer
        attributes={QUIET_HEAD}
        opened={opened}
        onClose={close}
        position="right"
        title="History"
      >
        {opened && <Entries />}
      </Drawer>
    </>
  );
}

export function Entries() {
  const { address, workplace } = useWork();
  const history = useInfiniteQuery({ ...historyQuery(address), staleTime: 0 });
  if (history.isError && !history.data) {
    return <ProblemNote problem={history.error} retry={history.refetch} />;
  }
  if (!history.data) return <Loading label="Loading the history" />;
  const comments = new Map(workplace.reviews.map((review) => [review.at.slice(0, 19), review]));
  const entries = history.data.pages.flatMap(({ results }) => results);
  return (
    <>
      <ol className={classes.entries}>
        {entries.map(({ id, at, actor, action, data }) => {
          const comment = comments.get(at.slice(0, 19))?.comment || data.comment;
          return (
            <li key={id}>
              <Text size="sm">
                <strong>{actor?.name ?? "Aristarch"}</strong> {deed(action)}
              </Text>
              {typeof comment === "string" && comment && <Text size="sm">“{comment}”</Text>}
              <Text size="xs" c="dimmed">
                <Ago at={at} />
              </Text>
            </li>
          );
        })}
      </ol>
      {history.isFetchNextPageError && <ProblemNote problem={history.error} />}
      {history.hasNextPage && (
        <Button
          mt="sm"
          variant="default"
          loading={history.isFetchingNextPage}
          onClick={() => history.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </>
  );
}

/** Some verbs need their object named, and here it is always this one. */
function deed(action: string): string {
  const { verb, direct } = inWords(action);
  return direct ? `${verb} this object` : verb;
}
