import { Box, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Mark } from "@/components/Mark";
import classes from "./Card.module.css";

/** The narrow column of the pages that stand before the application. */
export function Card({ children, footer }: { children: ReactNode; footer?: ReactNode }) {
  return (
    <main className={classes.page}>
      <Stack className={classes.column} gap="lg">
        <Group gap={10}>
          <Mark size={28} />
          <Text fw={600} size="lg">
            Aristarch
          </Text>
        </Group>
        <Box className={classes.card}>{children}</Box>
        <Text size="sm" c="dimmed">
          {footer ?? "Accounts are made by invitation. Ask a maintainer of your benchmark for one."}
        </Text>
      </Stack>
    </main>
  );
}
