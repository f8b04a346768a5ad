import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Pair } from "@/api/pairs";
import { listenToKeys } from "@/commands/keyboard";
import { PairGrid } from "@/features/neighbours/PairGrid";
import { useVerdicts } from "@/features/neighbours/useVerdicts";
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

const side = (id: string): Pair["first"] => ({
  id,
  role: "positive",
  object_key: id,
  source_path: `${id}.jpg`,
  thumb: "/t.jpg",
  preview: "/p.jpg",
  width: 4,
  height: 3,
});
const pair = (id: number, set?: string): Pair => ({
  id,
  set,
  first: side(`left${id}`),
  second: side(`right${id}`),
  hamming: 3,
  cosine: 0.99,
  inliers: 80,
  residual: 0.2,
  score: 1,
  suggested: "duplicate",
  verdict: "",
  decided_by: null,
});
const PAIRS = [pair(1), pair(2)];

function Grid({ pairs = PAIRS }: { pairs?: Pair[] }) {
  const verdicts = useVerdicts("trial");
  return (
    <PairGrid
      slug="trial"
      pairs={pairs}
      verdicts={verdicts}
      hasMore={false}
      loadingMore={false}
      onMore={() => undefined}
    />
  );
}

const card = (place: number) => screen.getAllByRole("listitem")[place] as HTMLElement;

function hearVerdicts(): [string, unknown][] {
  const heard: [string, unknown][] = [];
  server.use(
    http.post("*/api/neighbours/:id/verdict/", async ({ request, params }) => {
      heard.push([String(params.id), ((await request.json()) as { verdict: string }).verdict]);
      return HttpResponse.json({});
    }),
  );
  return heard;
}

it("decides the current pair by key, steps on, and takes the last verdict back", async () => {
  const heard = hearVerdicts();
  draw(<Grid />);
  const person = userEvent.setup();
  await person.keyboard("x");
  expect(within(card(0)).getByText("Not a match")).toBeVisible();
  expect(card(1)).toHaveAttribute("aria-current", "true");
  await person.keyboard("u");
  expect(within(card(0)).getByRole("button", { name: /Same scene/ })).toBeVisible();
  expect(card(0)).toHaveAttribute("aria-current", "true");
  await waitFor(() =>
    expect(heard).toEqual([
      ["1", "not a match"],
      ["1", ""],
    ]),
  );
});

it("tells a pair with a distractor of a set from one of the same number within the benchmark", async () => {
  const heard = hearVerdicts();
  server.use(
    http.post("*/api/set-neighbours/:id/verdict/", ({ params }) => {
      heard.push([`set ${params.id}`, ""]);
      return HttpResponse.json({});
    }),
  );
  draw(<Grid pairs={[pair(1), pair(1, "web")]} />);
  const person = userEvent.setup();
  await person.keyboard("j1");
  expect(within(card(1)).getByText("Duplicate")).toBeVisible();
  expect(within(card(0)).getByRole("button", { name: /Duplicate/ })).toBeVisible();
  await waitFor(() => expect(heard).toEqual([["set 1", ""]]));
});

it("falls back with the reason when the server refuses a verdict", async () => {
  server.use(
    http.post("*/api/neighbours/:id/verdict/", () =>
      HttpResponse.json({ code: "permission.denied", detail: "Not yours." }, { status: 403 }),
    ),
  );
  draw(<Grid />);
  await userEvent.setup().keyboard("1");
  expect(await within(card(0)).findByText("Not saved: Not yours.")).toBeVisible();
  expect(within(card(0)).getByRole("button", { name: /Same scene/ })).toBeVisible();
});
