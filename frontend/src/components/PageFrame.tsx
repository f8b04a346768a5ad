import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./PageFrame.module.css";

interface PageFrameProps {
  title: string;
  intro?: ReactNode;
  action?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** The head that most pages share: what this is, one sentence, and the one thing to do. */
export function PageFrame({ title, intro, action, wide, children }: PageFrameProps) {
  return (
    <div className={classes.page} data-wide={wide || undefined}>
      <Group justify="space-between" align="flex-start" gap="md" mb="lg">
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          {intro && (
            <Text c="dimmed" maw={640} component="div">
              {intro}
            </Text>
          )}
        </div>
        {action}
      </Group>
      {children}
    </div>
  );
}
