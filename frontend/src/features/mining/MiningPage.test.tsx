import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { Route, Routes } from "react-router";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import type { Run, Searchable } from "@/api/mining";
import MiningPage from "@/features/mining/MiningPage";
import { aRun, aSearchable } from "@/test/aRun";
import { draw } from "@/test/render";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

interface Served {
  found?: Partial<Searchable>;
  maintain?: boolean;
  runs?: Run[];
}

const COST = {
  images: 98_000,
  shards: 10,
  shards_scored_already: 2,
  text_queries: 4,
  images_per_second: 25_000,
  to_encode: 0,
  memory_bytes: 512_000_000,
  disk_bytes: 1_000_000,
  by_workers: [
    { workers: 1, seconds: 75 },
    { workers: 8, seconds: 0.4 },
  ],
  bound: "gemm",
};

/** Serves a benchmark and notes what is sent. */
function serve({ found = {}, maintain = true, runs = [] }: Served = {}): [string, unknown][] {
  const heard: [string, unknown][] = [];
  const note = async (what: string, request: Request) => heard.push([what, await request.json()]);
  server.use(
    http.get("*/api/benchmarks/trial/", () =>
      HttpResponse.json({ title: "Trial", permissions: { maintain } }),
    ),
    http.get("*/api/benchmarks/trial/mining/terms/", () => HttpResponse.json(aSearchable(found))),
    http.get("*/api/benchmarks/trial/mining-runs/", () => HttpResponse.json(runs)),
    http.patch("*/api/categories/:id/", async ({ request, params }) => {
      await note(`category ${params.id}`, request);
      return HttpResponse.json({});
    }),
    http.post("*/api/benchmarks/trial/mining/estimates/", async ({ request }) => {
      await note("estimate", request);
      return HttpResponse.json({ id: 7 }, { status: 202 });
    }),
    http.get("*/api/benchmarks/trial/mining/estimates/7/", () =>
      HttpResponse.json({ state: "done", error: "", estimate: COST }),
    ),
    http.post("*/api/benchmarks/trial/mining-runs/", async ({ request }) => {
      await note("start", request);
      return HttpResponse.json(aRun(), { status: 201 });
    }),
  );
  return heard;
}

function open() {
  draw(
    <Routes>
      <Route path="/b/:slug/mining" element={<MiningPage />} />
      <Route path="/b/:slug/mining/:run" element={<p>The run {aRun().id}</p>} />
    </Routes>,
    "/b/trial/mining",
  );
  return userEvent.setup();
}

it("shows terms by category with their level, and edits extra terms where they stand", async () => {
  const heard = serve();
  const person = open();
  const list = await screen.findByRole("list", { name: "Categories of tools" });
  const rows = within(list).getAllByRole("listitem");
  expect(rows[0]).toHaveTextContent(/tools coarse.*implement/);
  expect(rows[1]).toHaveTextContent(/hammers mid/);
  await person.click(
    await screen.findByRole("button", { name: "Edit the extra terms of hammers" }),
  );
  await person.type(
    screen.getByRole("combobox", { name: "Extra terms of hammers" }),
    "mallet,maul",
  );
  await person.click(screen.getByRole("button", { name: "Save terms" }));
  await waitFor(() => expect(heard).toEqual([["category 2", { extra_terms: ["mallet", "maul"] }]]));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Save terms" })).toBeNull());
}, 20_000);

it("finds a term among many, and keeps what is being edited while it is out of sight", async () => {
  const many = Array.from({ length: 20 }, (_, place) => ({
    text: `tool ${place}`,
    category: ["tools", `tool ${place}`],
    category_id: 10 + place,
    is_name: true,
  }));
  serve({ found: { terms: many } });
  const person = open();
  await person.click(await screen.findByRole("button", { name: "Edit the extra terms of tool 3" }));
  await person.type(screen.getByRole("combobox", { name: "Extra terms of tool 3" }), "maul");
  const search = screen.getByRole("searchbox", { name: "Find a term" });
  await person.type(search, "tool 17");
  expect(
    screen.getAllByRole("listitem").filter((each) => !each.textContent?.includes("[")),
  ).toHaveLength(1);
  expect(screen.getByText("1 of 20 categories")).toBeVisible();
  await person.clear(search);
  expect(screen.getByRole("combobox", { name: "Extra terms of tool 3" })).toBeVisible();
  expect(screen.getByText("maul")).toBeVisible(); // leaving the field made a term of it
  await person.type(search, "boat");
  expect(screen.getByRole("status")).toHaveTextContent(
    "No category or extra term contains “boat”.",
  );
}, 20_000);

it("says what a plan costs before it starts, and that other settings cost something else", async () => {
  const heard = serve();
  const person = open();
  await person.click(await screen.findByRole("button", { name: "Estimate" }));
  const estimate = await screen.findByRole("region", { name: "Estimate" });
  expect(within(estimate).getByText("1 min 15 s")).toBeVisible();
  expect(within(estimate).getByText("under a second")).toBeVisible();
  expect(within(estimate).getByText(/more workers help/)).toBeVisible();
  const plan = {
    size: 4_900,
    encoders: ["demo"],
    ensemble: "mean",
    sets: ["web"],
    templates: aSearchable().templates,
  };
  expect(heard).toEqual([["estimate", { ...plan, workers: [1, 2, 4, 8] }]]);
  await person.click(screen.getByRole("checkbox", { name: "clip" }));
  expect(within(estimate).getByText(/estimate again/)).toBeVisible();
  await person.click(screen.getByRole("radio", { name: "Mean of ranks" }));
  await person.click(screen.getByRole("button", { name: "Start" }));
  expect(await screen.findByText(/^The run/)).toBeVisible();
  expect(heard.at(-1)).toEqual([
    "start",
    { ...plan, encoders: ["demo", "clip"], ensemble: "rank", name: "mini", kind: "hard", seed: 1 },
  ]);
}, 20_000);

it("needs neither encoder nor estimate for a random subset", async () => {
  const heard = serve({ found: { encoders: [], terms: [] } });
  const person = open();
  expect(await screen.findByText(/No encoder here reads texts/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Estimate" })).toBeNull();
  await person.click(screen.getByRole("button", { name: "Start" }));
  expect(await screen.findByText(/^The run/)).toBeVisible();
  expect(heard.at(-1)).toMatchObject(["start", { kind: "random", size: 4_900 }]);
});

it("names what is wrong with the terms, and starts nothing with them", async () => {
  const message = 'The term "a {} b" holds a template character.';
  serve({ found: { problems: [{ code: "mining.term-template-character", message }] } });
  open();
  expect(await screen.findByText(message)).toBeVisible();
  expect(await screen.findByRole("button", { name: "Start" })).toBeDisabled();
  expect(screen.getByText("Mend the terms first.")).toBeVisible();
});

it("leads to the distractors where there is no set to choose from", async () => {
  serve({ found: { sets: [] } });
  open();
  expect(await screen.findByRole("link", { name: "Sets of distractors" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Start" })).toBeNull();
});

it("is read by everyone and changed by maintainers alone", async () => {
  serve({ maintain: false, runs: [aRun()] });
  open();
  expect(await screen.findByRole("link", { name: "mini" })).toBeVisible();
  expect(screen.getByText("a photo of a [term].")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /Start|Edit|Estimate/ })).toBeNull();
});

it("is read-only on a phone, for maintainers too", async () => {
  serve({ runs: [aRun()] });
  const wide = window.matchMedia("");
  vi.spyOn(window, "matchMedia").mockImplementation((query) => ({
    ...wide,
    media: query,
    matches: query.includes("max-width"),
  }));
  open();
  expect(await screen.findByText(/On a phone mining is read-only/)).toBeVisible();
  expect(await screen.findByRole("link", { name: "mini" })).toBeVisible();
  expect(screen.queryByRole("button", { name: /Start|Edit|Accept|Discard/ })).toBeNull();
});
