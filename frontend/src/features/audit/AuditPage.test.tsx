import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { Route, Routes } from "react-router";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Audit } from "@/api/audit";
import { listenToKeys } from "@/commands/keyboard";
import AuditPage from "@/features/audit/AuditPage";
import { anAudit, aPlace } from "@/test/anAudit";
import { draw } from "@/test/render";

// What was seen is still sent when a page is left.
const server = setupServer(
  http.post("*/api/benchmarks/trial/objects/mug/distractors/look/", () => HttpResponse.json({})),
);
let stopKeys: () => void;
beforeAll(() => {
  server.listen({ onUnhandledRequest: "error" });
  stopKeys = listenToKeys();
});
afterEach(() => server.resetHandlers());
afterAll(() => {
  stopKeys();
  server.close();
});

const HERE = "*/api/benchmarks/trial/objects/mug/distractors/";
const PLACES = [aPlace(1), aPlace(2), aPlace(3)];

/** Serves these answers in turn, the last one for ever, and notes what is sent. */
function serve(...answers: Partial<Audit>[]): [string, unknown][] {
  const heard: [string, unknown][] = [];
  let turn = 0;
  server.use(
    http.get("*/api/benchmarks/trial/", () => HttpResponse.json({ title: "Trial" })),
    http.get(HERE, () => HttpResponse.json(anAudit(answers[Math.min(turn++, answers.length - 1)]))),
    http.post(`${HERE}:what/`, async ({ request, params }) => {
      heard.push([String(params.what), await request.json()]);
      return HttpResponse.json({});
    }),
  );
  return heard;
}

function open() {
  draw(
    <Routes>
      <Route path="/b/:slug/objects/:key/distractors" element={<AuditPage />} />
    </Routes>,
    "/b/trial/objects/mug/distractors",
  );
  return userEvent.setup();
}

const grid = () => screen.findByRole("list", { name: "Nearest distractors" });
const card = async (place: number) =>
  within(await grid()).getAllByRole("listitem")[place - 1] as HTMLElement;

it("marks the current distractor by key, and takes the mark back", async () => {
  const heard = serve({ results: PLACES });
  const person = open();
  await grid();
  await person.keyboard("{ArrowRight}s");
  expect(within(await card(2)).getByText("False negative")).toBeVisible();
  expect(screen.getByText("1 false negative to decide")).toBeVisible();
  await person.keyboard("u");
  expect(screen.queryByText("1 false negative to decide")).toBeNull();
  const marks = () => heard.filter(([what]) => what === "mark");
  await waitFor(() =>
    expect(marks()).toEqual([
      ["mark", { set: "web", distractor: "00000/d2", says: "shows" }],
      ["mark", { set: "web", distractor: "00000/d2", says: "" }],
    ]),
  );
});

it("records how far one looked as rows are left, to the end of the list", async () => {
  const heard = serve({ results: PLACES });
  const person = open();
  await grid();
  expect(screen.getByText("None of 3 places seen, 3 asked for")).toBeVisible();
  await person.keyboard("{ArrowDown}{ArrowDown}");
  expect(screen.getByText("2 of 3 places seen, 3 asked for")).toBeVisible();
  expect(screen.getByText("The first 2 places show 50% of planted false negatives.")).toBeVisible();
  await person.keyboard("{ArrowDown}");
  expect(screen.getByText("3 of 3 places seen")).toBeVisible();
  await waitFor(() =>
    expect(heard.at(-1)).toEqual(["look", { list: "q1", set: "web", encoder: "", depth: 3 }]),
  );
});

it("compares in the large view by the same keys, and offers both ends of a false negative", async () => {
  const heard = serve({ results: PLACES });
  const person = open();
  await grid();
  await person.keyboard("{Enter}");
  const large = await screen.findByRole("dialog", { name: /^Place 1 of 3/ });
  await person.keyboard("{ArrowRight}");
  expect(await screen.findByRole("dialog", { name: /^Place 2 of 3/ })).toBe(large);
  await person.keyboard("s{Escape}");
  await person.click(await screen.findByRole("button", { name: "Decide on 00000/d2" }));
  await person.click(await screen.findByLabelText("Note"));
  await person.paste("The same mug");
  await person.click(screen.getByRole("button", { name: "Remove it" }));
  await waitFor(() =>
    expect(heard.at(-1)).toEqual([
      "confirm",
      { set: "web", distractor: "00000/d2", action: "remove", note: "The same mug" },
    ]),
  );
}, 20_000);

it("shows progress while the list is searched, and the list as soon as it is there", async () => {
  serve({ state: "searching", progress: { done: 3, total: 40 } }, { results: PLACES });
  open();
  expect(await screen.findByText(/among 1,000 images: 3 of 40/)).toBeVisible();
  expect(await card(3)).toBeVisible();
});

it("says in a set without descriptors that nothing is near, and leads to the others", async () => {
  serve();
  server.use(
    http.get(HERE, () =>
      HttpResponse.json(
        { code: "audit.no-descriptors", detail: "The set bare has no descriptors." },
        { status: 409 },
      ),
    ),
    http.get("*/api/benchmarks/trial/distractor-sets/", () =>
      HttpResponse.json([
        { id: "1", slug: "bare", encoders: [], state: "done" },
        { id: "2", slug: "web", encoders: ["demo"], state: "done" },
      ]),
    ),
  );
  open();
  expect(await screen.findByText("The set bare has no descriptors.")).toBeVisible();
  expect(await screen.findByRole("link", { name: "Look through web" })).toHaveAttribute(
    "href",
    "/b/trial/objects/mug/distractors?set=web",
  );
});
