import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { body, client, request } from "@/api/client";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  server.resetHandlers();
  // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no cookie store.
  document.cookie = "csrftoken=; max-age=0";
});
afterAll(() => server.close());
const here = (path: string) => `${window.location.origin}${path}`;
const refused = () =>
  HttpResponse.json({ code: "session.wrong", detail: "Wrong password." }, { status: 400 });

describe("client", () => {
  it("sends the CSRF token with changes", async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no cookie store.
    document.cookie = "csrftoken=abc";
    const seen: (string | null)[] = [];
    server.use(
      http.post(here("/api/session/"), ({ request: sent }) => {
        seen.push(sent.headers.get("X-CSRFToken"));
        return HttpResponse.json({ user: null, version: "1" });
      }),
    );
    await client.POST("/api/session/", { body: { email: "a@b.c", password: "x" } });
    await request("POST", "session/", { body: {} });
    expect(seen).toEqual(["abc", "abc"]);
  });

  it("throws the server's sentence from both ways of asking", async () => {
    server.use(http.post(here("/api/session/"), refused));
    const credentials = { email: "a@b.c", password: "x" };
    await expect(body(client.POST("/api/session/", { body: credentials }))).rejects.toMatchObject({
      code: "session.wrong",
      sentence: "Wrong password.",
    });
    await expect(request("POST", "session/", { body: {} })).rejects.toMatchObject({
      code: "session.wrong",
      status: 400,
    });
  });

  it("says so when the server does not answer", async () => {
    server.use(http.get(here("/api/session/"), () => HttpResponse.error()));
    await expect(client.GET("/api/session/")).rejects.toMatchObject({
      code: "network.unreachable",
    });
  });

  it("sends the version as If-Match and follows absolute addresses on its own host", async () => {
    server.use(
      http.put(here("/api/images/1/boxes/"), ({ request: sent }) =>
        HttpResponse.json({ match: sent.headers.get("If-Match") }, { headers: { ETag: '"8"' } }),
      ),
      http.get(here("/api/benchmarks/"), ({ request: sent }) =>
        HttpResponse.json({ cursor: new URL(sent.url).searchParams.get("cursor") }),
      ),
    );
    const saved = await request<{ match: string }>("PUT", "images/1/boxes/", {
      body: {},
      version: 7,
    });
    expect(saved.data.match).toBe('"7"');
    expect(saved.etag).toBe('"8"');
    const page = await request("GET", "http://inside:8000/api/benchmarks/?cursor=x%3D");
    expect(page.data).toEqual({ cursor: "x=" });
  });
});
