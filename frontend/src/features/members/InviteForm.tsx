import { Button, Checkbox, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { body, client } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { Role } from "@/api/types";
import { CopyField } from "@/components/CopyField";
import { ProblemNote } from "@/components/ProblemNote";
import classes from "./MembersPage.module.css";

const ROLES: [Role, string, string][] = [
  ["collector", "Collector", "adds objects and pictures"],
  ["reviewer", "Reviewer", "approves what others collected"],
  ["maintainer", "Maintainer", "invites, sorts and freezes releases"],
];

/** An invitation is a link for one address; whoever invites sends it on. */
export function InviteForm({ slug }: { slug: string }) {
  const [roles, setRoles] = useState<Role[]>(["collector"]);
  const inviting = useMutation({
    mutationFn: (invitation: { email: string; roles: Role[] }) =>
      body(
        client.POST("/api/benchmarks/{slug}/invitations/", {
          params: { path: { slug } },
          body: invitation,
        }),
      ),
  });
  const fields = inviting.isError ? asProblem(inviting.error).fields : {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email")).trim();
    inviting.mutate({ email, roles });
  };
  return (
    <section className={classes.invite}>
      <Title order={2} size="h4" mb="sm">
        Invite somebody
      </Title>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="E-mail address"
            type="email"
            name="email"
            required
            withAsterisk={false}
            error={fields.email}
            maw={400}
          />
          <Checkbox.Group
            label="Roles"
            value={roles}
            onChange={(values) => setRoles(values as Role[])}
            error={fields.roles}
          >
            <Stack gap="xs" mt={4}>
              {ROLES.map(([value, label, does]) => (
                <Checkbox key={value} value={value} label={`${label}: ${does}`} />
              ))}
            </Stack>
          </Checkbox.Group>
          {inviting.isError && <ProblemNote problem={inviting.error} />}
          <Group>
            <Button type="submit" loading={inviting.isPending} disabled={roles.length === 0}>
              Make an invitation
            </Button>
          </Group>
          {inviting.data && (
            <div role="status">
              <Text size="sm" mb={4}>
                Send this link to {inviting.variables?.email}. It is shown only once.
              </Text>
              <CopyField label="Invitation link" value={inviting.data.link} />
            </div>
          )}
        </Stack>
      </form>
    </section>
  );
}
