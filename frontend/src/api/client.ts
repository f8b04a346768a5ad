import createClient, { type Middleware } from "openapi-fetch";
import { offlineProblem, problemFrom } from "@/api/problems";
import type { paths } from "@/api/schema";
import type { Query } from "@/api/types";

export interface Answer<T> {
  data: T;
  etag: string | null;
  status: number;
}

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  /** The version this write is based on; sent as If-Match. */
  version?: number;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Sent to its end even when the page goes away meanwhile. */
  keepalive?: boolean;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export function csrfToken(): string {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

function address(path: string, query: Query = {}): string {
  const whole = /^(https?:)?\//.test(path) ? path : `/api/${path}`;
  const given = new URL(whole, window.location.origin);
  // A proxy may let the server believe in another host: only the path counts.
  const url = new URL(given.pathname + given.search, window.location.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") {
      url.searchParams.set(name, String(value));
    }
  }
  return url.toString();
}

function headersOf(method: Method, options: RequestOptions): Headers {
  const headers = new Headers({ Accept: "application/json", ...options.headers });
  if (options.body !== undefined) headers.set("Content-Type", "application/json");
  if (options.version !== undefined) headers.set("If-Match", `"${options.version}"`);
  if (method !== "GET") headers.set("X-CSRFToken", csrfToken());
  return headers;
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One request with session and CSRF token; throws a Problem for every refusal. */
export async function request<T>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method,
      credentials: "same-origin",
      headers: headersOf(method, options),
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
      keepalive: options.keepalive,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw offlineProblem();
  }
  const answer = await bodyOf(response);
  if (!response.ok) throw problemFrom(response.status, answer);
  return { data: answer as T, etag: response.headers.get("ETag"), status: response.status };
}

/** Session, CSRF token and problems for the generated client; the same for `request`. */
const asHere: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept", "application/json");
    if (request.method !== "GET") request.headers.set("X-CSRFToken", csrfToken());
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw problemFrom(response.status, await bodyOf(response));
    return response;
  },
  onError({ error }) {
    return error instanceof DOMException && error.name === "AbortError" ? error : offlineProblem();
  },
};

/** Addresses, parameters and answers typed by the committed schema. */
export const client = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: "same-origin",
  fetch: (input) => fetch(input),
});
client.use(asHere);

/** The body of an answer; refusals have been thrown before. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

/** Paths are relative to /api/, or absolute addresses the server gave (next, media). */
export const api = {
  get: async <T>(path: string, query?: Query, signal?: AbortSignal) =>
    (await request<T>("GET", path, { query, signal })).data,
  post: async <T>(path: string, body?: unknown) =>
    (await request<T>("POST", path, { body: body ?? {} })).data,
  put: async <T>(path: string, body: unknown, version?: number) =>
    (await request<T>("PUT", path, { body, version })).data,
  patch: async <T>(path: string, body: unknown) => (await request<T>("PATCH", path, { body })).data,
  delete: async <T = null>(path: string) => (await request<T>("DELETE", path)).data,
};
