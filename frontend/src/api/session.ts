import { queryOptions } from "@tanstack/react-query";
import { body, client } from "@/api/client";
import type { Session } from "@/api/types";

export const sessionKey = ["session"] as const;

export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: ({ signal }) => body(client.GET("/api/session/", { signal })) as Promise<Session>,
  staleTime: 5 * 60_000,
});

export const signIn = (credentials: { email: string; password: string }) =>
  body(client.POST("/api/session/", { body: credentials })) as Promise<Session>;

export const signOut = () => client.DELETE("/api/session/");

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: () => body(client.GET("/api/invitations/{token}/", { params: { path: { token } } })),
    retry: false,
  });

export const acceptInvitation = (token: string, person: { name: string; password: string }) =>
  body(
    client.POST("/api/invitations/{token}/", { params: { path: { token } }, body: person }),
  ) as Promise<Session>;
