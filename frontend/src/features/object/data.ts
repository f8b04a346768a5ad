import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { Activity, Page, Person, WorkImage, Workplace } from "@/api/types";

export interface Address {
  readonly slug: string;
  readonly key: string;
}

export const objectPath = ({ slug, key }: Address) =>
  `benchmarks/${encodeURIComponent(slug)}/objects/${encodeURIComponent(key)}/`;

export const workplaceKey = ({ slug, key }: Address) => ["b", slug, "object", key] as const;

export const workplaceQuery = (address: Address) =>
  queryOptions({
    queryKey: workplaceKey(address),
    queryFn: ({ signal }) => api.get<Workplace>(objectPath(address), undefined, signal),
  });

export const historyQuery = (address: Address) =>
  infiniteQueryOptions({
    queryKey: [...workplaceKey(address), "history"],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Activity>>(pageParam || `${objectPath(address)}history/`, undefined, signal),
    initialPageParam: "",
    getNextPageParam: (page: Page<Activity>) => page.next,
  });

export interface TextEdit {
  readonly version: number;
  readonly text: string;
  readonly author: Person | null;
  readonly source: string;
  readonly at: string;
}

/** The version is part of the key, so that a new edit is read as soon as there is one. */
export const editsQuery = (address: Address, version: number) =>
  queryOptions({
    queryKey: [...workplaceKey(address), "edits", version],
    queryFn: ({ signal }) =>
      api.get<TextEdit[]>(`${objectPath(address)}text/edits/`, undefined, signal),
  });

/** Puts what is already known into the cache, so that the page never waits for its own writing. */
export function patchWorkplace(
  client: QueryClient,
  address: Address,
  change: (now: Workplace) => Workplace,
): void {
  client.setQueryData<Workplace>(workplaceKey(address), (now) => now && change(now));
}

export function patchImage(
  client: QueryClient,
  address: Address,
  id: string,
  part: Partial<WorkImage>,
): void {
  patchWorkplace(client, address, (now) => ({
    ...now,
    images: now.images.map((image) => (image.id === id ? { ...image, ...part } : image)),
  }));
}

const settling = new Map<string, number>();
const SETTLES_MS = 6_000;

/** Reads the object again now, and for some seconds more while the workers look at a change. */
export function settle(client: QueryClient, address: Address): void {
  settling.set(objectPath(address), Date.now() + SETTLES_MS);
  void client.invalidateQueries({ queryKey: workplaceKey(address) });
}

export function isSettling(address: Address): boolean {
  return Date.now() < (settling.get(objectPath(address)) ?? 0);
}
