import { Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { WorkImage } from "@/api/types";
import { objectPath } from "@/features/object/data";
import shared from "@/features/object/object.module.css";
import { CategoryForm } from "@/features/object/sections/CategoryForm";
import { EvidenceForm } from "@/features/object/sections/EvidenceForm";
import { PictureFacts } from "@/features/object/sections/PictureFacts";
import classes from "@/features/object/sections/sections.module.css";
import { RightsForm } from "@/features/object/upload/RightsForm";
import type { Uploads } from "@/features/object/upload/useUploads";
import { useWork } from "@/features/object/work";

interface Props {
  readonly current: WorkImage | null;
  readonly uploads: Uploads;
}

export function AboutSection({ current, uploads }: Props) {
  const { workplace, editable } = useWork();
  return (
    <div className={classes.about} data-spot="about" tabIndex={-1}>
      {editable && <NameField key={workplace.name} />}
      <Text size="sm" c="dimmed">
        Collected by {workplace.collector.name}
      </Text>
      <EvidenceForm />
      <CategoryForm />
      {current && <PictureFacts key={current.id} image={current} />}
      <Cameras />
      {editable && (
        <section>
          <h3 className={shared.smallTitle}>Rights of new pictures</h3>
          <RightsForm rights={uploads.rights} onChange={uploads.setRights} />
        </section>
      )}
    </div>
  );
}

function NameField() {
  const { workplace, address, refresh } = useWork();
  const [name, setName] = useState(workplace.name);
  const save = useMutation({
    mutationFn: () => api.patch(objectPath(address), { name }),
    onSuccess: refresh,
  });
  return (
    <TextInput
      label="Name"
      size="sm"
      value={name}
      data-spot="name"
      error={save.isError ? asProblem(save.error).sentence : undefined}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={() => name.trim() && name !== workplace.name && save.mutate()}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  );
}

/** Which cameras took which side: one model on both sides would give the answer away. */
function Cameras() {
  const { images } = useWork();
  const known = new Map<string, string[]>();
  for (const { camera, role } of images) {
    if (!camera) continue;
    known.set(camera, [...new Set([...(known.get(camera) ?? []), role])]);
  }
  return (
    <section>
      <h3 className={shared.smallTitle}>Cameras</h3>
      {known.size === 0 ? (
        <Text size="sm" c="dimmed">
          No picture names its camera.
        </Text>
      ) : (
        <ul className={classes.plain}>
          {[...known].map(([camera, roles]) => (
            <li key={camera}>
              <Text size="sm">
                {camera}{" "}
                <Text span c="dimmed">
                  {roles.join(" and ")}
                </Text>
              </Text>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
