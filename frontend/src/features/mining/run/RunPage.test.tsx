import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { Route, Routes } from "react-router";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Run } from "@/api/mining";
import { listenToKeys } from "@/commands/keyboard";
import RunPage from "@/features/mining/run/RunPage";
import { aMined, aRun, aSummary } from "@/test/aRun";
import { draw } from "@/test/render";

const server = setupServer();
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

const { id } = aRun();

/** Serves one run among these, and notes its verbs and which pictures were asked for. */
function serve(own: Partial<Run>, others: Run[] = []) {
  const verbs: string[] = [];
  const asked: URLSearchParams[] = [];
  const run = aRun({ summary: aSummary(), ...own });
  server.use(
    http.get("*/api/benchmarks/trial/", () => HttpResponse.json({ title: "Trial" })),
    http.get("*/api/benchmarks/trial/mining-runs/", () => HttpResponse.json([run, ...others])),
    http.get(`*/api/mining-runs/${id}/`, () => HttpResponse.json(run)),
    http.get(`*/api/mining-runs/${id}/images/`, ({ request }) => {
      const { searchParams } = new URL(request.url);
      asked.push(searchParams);
      const above = searchParams.get("side") === "above";
      const results = above ? [aMined("d1"), aMined("d2")] : [aMined("d3", { chosen: false })];
      return HttpResponse.json({ results, total: results.length });
    }),
    http.post(`*/api/mining-runs/${id}/:verb/`, ({ params }) => {
      verbs.push(String(params.verb));
      return HttpResponse.json(run);
    }),
  );
  draw(
    <Routes>
      <Route path="/b/:slug/mining/:run" element={<RunPage />} />
    </Routes>,
    `/b/trial/mining/${id}`,
  );
  return { verbs, asked, person: userEvent.setup() };
}

const pictures = (name: string) => screen.findByRole("list", { name });

it("shows the pictures on both sides of the line, and others as the line moves", async () => {
  const { asked, person } = serve({});
  expect(within(await pictures("Just above the line")).getAllByRole("listitem")).toHaveLength(2);
  expect(within(await pictures("Just below the line")).getAllByRole("listitem")).toHaveLength(1);
  expect(asked.map((query) => query.get("around"))).toEqual(["1.7", "1.7", null]);
  await person.keyboard("[BracketLeft][BracketLeft]");
  expect(screen.getByText(/^From 0.0000 on/)).toHaveTextContent(
    "17 distractors, 14 more than were chosen",
  );
  await waitFor(() => expect(asked.at(-1)?.get("around")).toBe("0"));
  await person.click(screen.getByRole("slider"));
  await person.keyboard("t");
  expect(screen.getByText(/^The 3 chosen begin at 1.7000/)).toBeVisible();
});

it("limits the pictures to a category, beside its shares of the subset, of all and at random", async () => {
  const { asked, person } = serve({});
  const row = await screen.findByRole("row", { name: /tools/ });
  expect(row).toHaveTextContent("tools66.7%23.5%100.0%");
  await person.click(within(row).getByRole("button", { name: "tools" }));
  await waitFor(() => expect(asked.at(-1)?.get("category")).toBe("tools"));
  await person.click(screen.getByRole("button", { name: "Show all" }));
  await waitFor(() => expect(screen.queryByText(/Only pictures/)).toBeNull());
});

it("compares with random subsets of the same size, and says how many are as hard", async () => {
  serve({});
  const table = within(await screen.findByRole("region", { name: "Table of hardness" }));
  expect(table.getByText("22.7 ± 0.2")).toBeVisible();
  expect(table.getByText("22.5, 22.7, 22.9")).toBeVisible();
});

it("opens a picture large with what made its score, and goes on by key", async () => {
  const { person } = serve({});
  const [first] = within(await pictures("Just above the line")).getAllByRole("button");
  await person.click(first as HTMLElement);
  const large = await screen.findByRole("dialog", { name: "00000/d1" });
  expect(within(large).getByText("a photo of a hammer.")).toBeVisible();
  await person.keyboard("{ArrowRight}");
  expect(await screen.findByRole("dialog", { name: "00000/d2" })).toBe(large);
});

it("accepts by key only after it has said what that means and what it replaces", async () => {
  const earlier = aRun({ id: "41be0000-0000-4000-8000-000000000002", state: "accepted" });
  const { verbs, person } = serve({}, [earlier]);
  await screen.findByRole("button", { name: "Accept mini" });
  await person.keyboard("a");
  const dialog = await screen.findByRole("dialog", { name: "Accept mini?" });
  expect(await within(dialog).findByText(/accepted before is discarded/)).toBeVisible();
  expect(verbs).toEqual([]);
  await person.click(within(dialog).getByRole("button", { name: "Accept" }));
  await waitFor(() => expect(verbs).toEqual(["accept"]));
});

it("shows pace and time left while it runs, and pauses at once", async () => {
  const may = { pause: true, resume: false, cancel: true, accept: false, discard: false };
  const running = {
    state: "running",
    phase: "scoring",
    done: 10,
    total: 40,
    summary: null,
    may,
  } as const;
  const { verbs, person } = serve({ ...running, images_per_second: 25_000, seconds_left: 75 });
  expect(await screen.findByText("25,000 images/s, about 1 min 15 s left")).toBeVisible();
  expect(screen.getByText("10 of 40 images")).toBeVisible();
  await person.click(screen.getByRole("button", { name: "Pause mini" }));
  await waitFor(() => expect(verbs).toEqual(["pause"]));
});

it("says why a run stopped, word for word", async () => {
  const error = "The descriptor of demo in row 7 of the shard 00003 is not finite.";
  serve({ state: "failed", summary: null, error, error_code: "mining.descriptor-nan" });
  expect(await screen.findByText("Stopped by an error")).toBeVisible();
  expect(screen.getByRole("alert")).toHaveTextContent(`${error} mining.descriptor-nan`);
});
