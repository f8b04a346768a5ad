import { Button, Group, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { body, client } from "@/api/client";
import type { Consent } from "@/api/types";
import { ProblemNote } from "@/components/ProblemNote";
import classes from "./HomePage.module.css";

/** Collectors sign the current text once; without it the server takes no pictures. */
export function ConsentPanel({ slug, consent }: { slug: string; consent: Consent }) {
  const queries = useQueryClient();
  const signing = useMutation({
    mutationFn: (name: string) =>
      body(
        client.POST("/api/benchmarks/{slug}/consent/", {
          params: { path: { slug } },
          body: { version: consent.version, name },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["b", slug] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    signing.mutate(String(new FormData(event.currentTarget).get("name")).trim());
  };
  return (
    <section className={classes.consent} aria-labelledby="consent-title">
      <Title order={2} size="h4" mb={4} id="consent-title">
        Before you upload: your consent
      </Title>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must scroll by keyboard too. */}
      <section className={classes.consentText} tabIndex={0} aria-label="Consent text">
        {consent.text}
      </section>
      <form onSubmit={submit}>
        {signing.isError && <ProblemNote problem={signing.error} />}
        <Group align="flex-end" mt="md" gap="sm">
          <TextInput
            label="Type your full name to sign"
            name="name"
            autoComplete="name"
            required
            withAsterisk={false}
            flex="1 1 240px"
            maw={400}
          />
          <Button type="submit" loading={signing.isPending}>
            Sign version {consent.version}
          </Button>
        </Group>
      </form>
    </section>
  );
}
