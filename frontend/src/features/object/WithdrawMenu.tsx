import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import { Icon } from "@/components/Icon";
import type { Thing } from "@/components/withdraw/things";
import { WithdrawDialog } from "@/components/withdraw/WithdrawDialog";
import { usePlace } from "@/features/object/place";
import { useWork } from "@/features/object/work";

/** For maintainers: take the object, or the picture that is shown, out for good. */
export function WithdrawMenu() {
  const { workplace, images, address, benchmark, refresh } = useWork();
  const place = usePlace();
  const [asked, setAsked] = useState<Thing | null>(null);
  const image = images.find(({ id }) => id === place.image) ?? images[0];
  if (!benchmark.permissions.maintain || workplace.state === "withdrawn") return null;
  const object: Thing = { kind: "object", key: workplace.key, label: workplace.name };
  const picture = image && {
    kind: "image" as const,
    key: image.id,
    label: `this ${image.role} of ${workplace.name}`,
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<Icon name="chevron" />}>
            Withdraw
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsked(object)}>The object</Menu.Item>
          {picture && <Menu.Item onClick={() => setAsked(picture)}>The picture shown</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <WithdrawDialog
        slug={address.slug}
        thing={asked}
        opened={asked !== null}
        close={() => setAsked(null)}
        done={refresh}
      />
    </>
  );
}
