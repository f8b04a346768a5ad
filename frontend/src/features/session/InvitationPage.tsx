import { Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { asProblem } from "@/api/problems";
import { acceptInvitation, invitationQuery, sessionKey } from "@/api/session";
import type { Invitation } from "@/api/types";
import { Loading } from "@/components/Loading";
import { ProblemNote } from "@/components/ProblemNote";
import { Card } from "@/features/session/Card";
import { useTitle } from "@/lib/useTitle";

export default function InvitationPage() {
  useTitle("Invitation");
  const { token = "" } = useParams();
  const invitation = useQuery(invitationQuery(token));
  if (invitation.isPending) return <Loading />;
  const signIn = (
    <Anchor component={Link} to="/sign-in">
      Sign in instead
    </Anchor>
  );
  if (invitation.isError) {
    return (
      <Card footer={signIn}>
        <Stack gap="md">
          <Title order={1} size="h3">
            This invitation cannot be used
          </Title>
          <ProblemNote problem={invitation.error} />
        </Stack>
      </Card>
    );
  }
  return (
    <Card footer={signIn}>
      <AcceptForm token={token} {...invitation.data} />
    </Card>
  );
}

interface AcceptFormProps extends Invitation {
  token: string;
}

function AcceptForm({ token, title, email, roles, ...invited }: AcceptFormProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const accepting = useMutation({
    mutationFn: (person: { name: string; password: string }) => acceptInvitation(token, person),
    onSuccess: (session) => {
      client.clear();
      client.setQueryData(sessionKey, session);
      navigate("/", { replace: true });
    },
  });
  const fields = accepting.isError ? asProblem(accepting.error).fields : {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    accepting.mutate({
      name: String(form.get("name") ?? ""),
      password: String(form.get("password")),
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Title order={1} size="h3">
          Join {title}
        </Title>
        <Text size="sm" c="dimmed">
          {invited.invited_by} invites {email} as {roles.join(" and ")}.
        </Text>
        {accepting.isError && <ProblemNote problem={accepting.error} />}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        {!invited.has_account && (
          <TextInput
            label="Your name"
            name="name"
            autoComplete="name"
            error={fields.name}
            required
            withAsterisk={false}
            autoFocus
          />
        )}
        <PasswordInput
          label="Password"
          description={
            invited.has_account ? "The one of your account" : "A new one of at least 12 characters"
          }
          name="password"
          autoComplete={invited.has_account ? "current-password" : "new-password"}
          error={fields.password}
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={accepting.isPending}>
          Join
        </Button>
      </Stack>
    </form>
  );
}
