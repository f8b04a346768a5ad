import { Anchor, Group, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { StateBadge } from "@/components/StateBadge";
import classes from "@/features/object/object.module.css";
import { History } from "@/features/object/review/History";
import { SubmitButton } from "@/features/object/SubmitButton";
import { WithdrawMenu } from "@/features/object/WithdrawMenu";
import { useWork } from "@/features/object/work";
import { auditAddress } from "@/lib/findings";

export function Header() {
  const { workplace, address, benchmark, mode } = useWork();
  const back = mode === "review" ? "review" : "objects";
  return (
    <header className={classes.header}>
      <div className={classes.heading}>
        <Text size="xs" c="dimmed" truncate>
          <Anchor component={Link} to={`/b/${address.slug}/${back}`} size="xs" c="dimmed">
            {benchmark.title} · {mode === "review" ? "Review" : "Objects"}
          </Anchor>
          {" · "}
          {workplace.key}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <Title order={1} size="h3" className={classes.name}>
            {workplace.name}
          </Title>
          <StateBadge state={workplace.state} />
        </Group>
      </div>
      <div className={classes.actions}>
        <Anchor
          component={Link}
          to={auditAddress(address.slug, address.key)}
          size="sm"
          className={classes.audit}
        >
          Nearest distractors
        </Anchor>
        <History />
        {mode === "edit" && <WithdrawMenu />}
        {mode === "edit" && <SubmitButton />}
      </div>
    </header>
  );
}
