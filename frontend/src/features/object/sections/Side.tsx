import { Accordion, Badge } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import type { WorkImage } from "@/api/types";
import { AboutSection } from "@/features/object/sections/AboutSection";
import { FindingsSection } from "@/features/object/sections/FindingsSection";
import classes from "@/features/object/sections/sections.module.css";
import { TextSection } from "@/features/object/sections/TextSection";
import type { Uploads } from "@/features/object/upload/useUploads";
import { useWork } from "@/features/object/work";

const SECTION_OF: Readonly<Record<string, string>> = { findings: "findings", text: "text" };

export interface Panels {
  readonly shown: string[];
  set(shown: string[]): void;
  /** Unfolds the section that holds a spot. */
  readonly open: (anchor: string) => void;
}

export function usePanels(): Panels {
  const [shown, set] = useState(["findings", "text", "about"]);
  const open = useCallback((anchor: string) => {
    const section = SECTION_OF[anchor] ?? "about";
    set((now) => (now.includes(section) ? now : [...now, section]));
  }, []);
  return useMemo(() => ({ shown, set, open }), [shown, open]);
}

interface Props {
  readonly panels: Panels;
  readonly current: WorkImage | null;
  readonly uploads: Uploads;
}

/** Three calm sections that fold. */
export function Side({ panels, current, uploads }: Props) {
  const { workplace } = useWork();
  const errors = workplace.findings.filter(({ severity }) => severity === "error").length;
  const approved = workplace.text?.approved;
  return (
    <aside className={classes.side} aria-label="About this object">
      <Accordion
        multiple
        order={2}
        value={panels.shown}
        onChange={panels.set}
        classNames={{ label: classes.sectionLabel }}
      >
        <Accordion.Item value="findings">
          <Accordion.Control>
            Findings{" "}
            <Badge size="sm" variant="light" color={errors ? "yellow" : "gray"}>
              {workplace.findings.length}
            </Badge>
          </Accordion.Control>
          <Accordion.Panel>
            <FindingsSection />
          </Accordion.Panel>
        </Accordion.Item>
        <Accordion.Item value="text">
          <Accordion.Control>
            Text query{" "}
            {approved && (
              <Badge size="sm" variant="light" color="green" tt="none">
                approved
              </Badge>
            )}
          </Accordion.Control>
          <Accordion.Panel>
            <TextSection />
          </Accordion.Panel>
        </Accordion.Item>
        <Accordion.Item value="about">
          <Accordion.Control>About</Accordion.Control>
          <Accordion.Panel>
            <AboutSection current={current} uploads={uploads} />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </aside>
  );
}
