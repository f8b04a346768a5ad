import {
  type MantineColorScheme,
  Menu,
  Text,
  UnstyledButton,
  useMantineColorScheme,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { sessionQuery } from "@/api/session";
import { useSignOut } from "@/app/shell/SignOut";
import { setSingleKeys, useSingleKeys } from "@/lib/preferences";
import classes from "./Shell.module.css";

const SCHEMES = [
  ["auto", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

const initials = (name: string) =>
  name
    .split(/[\s.@_-]+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");

export function AccountMenu({ slug }: { slug: string | undefined }) {
  const { data } = useQuery(sessionQuery);
  const user = data?.user;
  const leaving = useSignOut(user);
  if (!user) return null;
  const name = user.name || user.email;
  return (
    <>
      <Menu position="bottom-end" width={240} closeOnItemClick={false}>
        <Menu.Target>
          <UnstyledButton className={classes.round} aria-label={`Account of ${name}`}>
            <span className={classes.avatar}>{initials(name)}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text size="sm" fw={600} c="var(--ink)" truncate>
              {name}
            </Text>
            {user.email}
          </Menu.Label>
          {slug && (
            <Menu.Item component={Link} to={`/b/${slug}/members`} closeMenuOnClick>
              Members
            </Menu.Item>
          )}
          {user.is_staff && (
            <Menu.Item component="a" href="/admin/">
              Administration
            </Menu.Item>
          )}
          <Menu.Divider />
          <SchemeItems />
          <Menu.Divider />
          <SingleKeysItem />
          <Menu.Divider />
          <Menu.Item onClick={leaving.start} disabled={leaving.isBusy} closeMenuOnClick>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {leaving.dialog}
    </>
  );
}

function SchemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>Appearance</Menu.Label>
      <Menu.RadioGroup
        value={colorScheme}
        onChange={(value) => setColorScheme(value as MantineColorScheme)}
      >
        {SCHEMES.map(([value, label]) => (
          <Menu.RadioItem key={value} value={value}>
            {label}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

function SingleKeysItem() {
  const singleKeys = useSingleKeys();
  return (
    <Menu.CheckboxItem checked={singleKeys} onChange={setSingleKeys}>
      Single-key shortcuts
    </Menu.CheckboxItem>
  );
}
