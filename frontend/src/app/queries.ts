import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { asProblem } from "@/api/problems";
import { sessionKey } from "@/api/session";

/** A refusal is final; only a silent server is asked again, twice. */
function retry(count: number, error: Error): boolean {
  const { status } = asProblem(error);
  return count < 2 && (status === 0 || status >= 502);
}

export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (asProblem(error).status === 401) client.invalidateQueries({ queryKey: sessionKey });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry, staleTime: 10_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
  return client;
}
