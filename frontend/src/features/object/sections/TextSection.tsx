import { Badge, Button, Group, Text, Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import { StaleText } from "@/features/object/sections/StaleText";
import classes from "@/features/object/sections/sections.module.css";
import { TextEdits } from "@/features/object/sections/TextEdits";
import { textSessionFor } from "@/features/object/sections/textSession";
import { DraftNotice } from "@/features/object/stage/DraftNotice";
import { useWork } from "@/features/object/work";
import { SaveLine } from "@/saving/SaveLine";
import { useEditing, useSaveState } from "@/saving/useSession";

export function TextSection() {
  const { workplace } = useWork();
  const [showEdits, setShowEdits] = useState(false);
  const { approved, approved_by, version } = workplace.text ?? {
    approved: false,
    approved_by: null,
    version: 0,
  };
  return (
    <div>
      <TextField />
      <Group justify="space-between" mt={4} gap="xs">
        {approved ? (
          <Badge variant="light" color="green" tt="none">
            Approved{approved_by && ` by ${approved_by.name}`}
          </Badge>
        ) : (
          <Text size="xs" c="dimmed">
            {version > 0 ? "Not approved yet" : "Not written yet"}
          </Text>
        )}
        {version > 0 && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-expanded={showEdits}
            onClick={() => setShowEdits(!showEdits)}
          >
            {showEdits ? "Hide edits" : "Show edits"}
          </Button>
        )}
      </Group>
      {showEdits && <TextEdits />}
    </div>
  );
}

function TextField() {
  const work = useWork();
  const { workplace, editable } = work;
  const session = textSessionFor(work);
  const { value } = useEditing(session);
  const state = useSaveState(session);
  const { text, version } = workplace.text ?? { text: "", version: 0 };
  useEffect(() => session.receive(version, text), [session, version, text]);
  useEffect(() => () => session.saver.flush(), [session]);
  if (!editable) {
    return (
      <p className={classes.textQuery} data-spot="text" tabIndex={-1}>
        {text || <Text c="dimmed">There is no text query yet.</Text>}
      </p>
    );
  }
  return (
    <>
      <DraftNotice session={session} what="Words" />
      <Textarea
        aria-label="Text query"
        description="What it is, material, colour, style, what sets it apart. Nothing of the background."
        autosize
        minRows={3}
        maxRows={10}
        maxLength={2000}
        value={value}
        data-spot="text"
        onChange={(event) => session.edit(event.currentTarget.value)}
        onBlur={() => session.saver.flush()}
      />
      <SaveLine state={state} retry={() => session.saver.flush()} what="text query" />
      <StaleText session={session} />
    </>
  );
}
