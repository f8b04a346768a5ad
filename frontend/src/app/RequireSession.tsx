import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { sessionQuery } from "@/api/session";
import { Loading } from "@/components/Loading";
import { ProblemPage } from "@/components/ProblemPage";

/** Shows its page to signed-in people and takes everyone else to sign-in and back. */
export function RequireSession({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery);
  const location = useLocation();
  if (session.isPending) return <Loading />;
  // Known people stay where they are when asking again fails: they may be offline for a while.
  if (session.isError && !session.data) {
    return <ProblemPage error={session.error} retry={session.refetch} />;
  }
  if (!session.data.user) {
    const next = `${location.pathname}${location.search}${location.hash}`;
    const to = next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`;
    return <Navigate to={to} replace />;
  }
  return children;
}
