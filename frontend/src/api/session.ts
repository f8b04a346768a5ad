import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { Invitation, Session } from "@/api/types";

export const sessionKey = ["session"] as const;

export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: ({ signal }) => api.get<Session>("session/", undefined, signal),
  staleTime: 5 * 60_000,
});

export const signIn = (credentials: { email: string; password: string }) =>
  api.post<Session>("session/", credentials);

export const signOut = () => api.delete("session/");

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: () => api.get<Invitation>(`invitations/${encodeURIComponent(token)}/`),
    retry: false,
  });

export const acceptInvitation = (token: string, person: { name: string; password: string }) =>
  api.post<Session>(`invitations/${encodeURIComponent(token)}/`, person);
