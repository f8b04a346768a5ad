import { Button, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Navigate, useSearchParams } from "react-router";
import { sessionKey, sessionQuery, signIn } from "@/api/session";
import { ProblemNote } from "@/components/ProblemNote";
import { Card } from "@/features/session/Card";

/** Only addresses of this application are followed after signing in. */
function safeNext(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") ? next : "/";
}

export default function SignInPage() {
  useDocumentTitle("Sign in · Aristarch");
  const [search] = useSearchParams();
  const client = useQueryClient();
  const session = useQuery(sessionQuery);
  const entering = useMutation({
    mutationFn: signIn,
    onSuccess: (data) => {
      client.removeQueries();
      client.setQueryData(sessionKey, data);
    },
  });
  if (session.data?.user) return <Navigate to={safeNext(search.get("next"))} replace />;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    entering.mutate({
      email: String(form.get("email")).trim(),
      password: String(form.get("password")),
    });
  };
  return (
    <Card>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Title order={1} size="h3">
            Sign in
          </Title>
          {entering.isError && <ProblemNote problem={entering.error} />}
          <TextInput
            label="E-mail address"
            name="email"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
          />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
          />
          <Button type="submit" loading={entering.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
