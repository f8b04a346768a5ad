import { Button, SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import { layoutWords } from "@/features/releases/page/facts";
import classes from "./Exports.module.css";

interface AskForExportProps {
  layouts: readonly string[];
  ask: (layout: string) => void;
  pending: boolean;
  primary: boolean;
}

/** One choice and one button, which says what it will do. */
export function AskForExport({ layouts, ask, pending, primary }: AskForExportProps) {
  const [layout, setLayout] = useState(layouts[0] ?? "");
  const words = layoutWords(layout);
  return (
    <div className={classes.ask}>
      {layouts.length > 1 && (
        <SegmentedControl
          size="sm"
          aria-label="Layout"
          value={layout}
          onChange={setLayout}
          data={layouts.map((value) => ({ value, label: layoutWords(value).name }))}
          className={classes.layouts}
        />
      )}
      <div className={classes.button}>
        <Button
          variant={primary ? "filled" : "default"}
          loading={pending}
          onClick={() => ask(layout)}
        >
          {words.ask}
        </Button>
        <Text size="sm" c="dimmed">
          {words.what}
        </Text>
      </div>
    </div>
  );
}
