import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { SetEntry } from "@/features/distractors/SetEntry";
import { aSet } from "@/test/aSet";
import { draw } from "@/test/render";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function hearVerbs(): string[] {
  const heard: string[] = [];
  server.use(
    http.post("*/api/distractor-sets/:id/:verb/", ({ params }) => {
      heard.push(String(params.verb));
      return HttpResponse.json(aSet());
    }),
  );
  return heard;
}

it("pauses at once, and cancels only after it has said what that means", async () => {
  const heard = hearVerbs();
  draw(<SetEntry slug="trial" set={aSet()} />);
  const person = userEvent.setup();
  await person.click(screen.getByRole("button", { name: "Pause web" }));
  await waitFor(() => expect(heard).toEqual(["pause"]));
  await person.click(screen.getByRole("button", { name: "Cancel web" }));
  expect(await screen.findByText(/30 shards will not be brought in/)).toBeVisible();
  expect(heard).toEqual(["pause"]);
  await person.click(screen.getByRole("button", { name: "Cancel the set" }));
  await waitFor(() => expect(heard).toEqual(["pause", "cancel"]));
});

it("offers nothing to those who may not steer it", () => {
  const may = { pause: false, resume: false, cancel: false, retry: false, state_licence: false };
  draw(<SetEntry slug="trial" set={aSet({ may })} />);
  expect(screen.queryByRole("button")).toBeNull();
});

it("says why a source could not be cut into shards, and stays with the refusal of an act", async () => {
  server.use(
    http.post("*/api/distractor-sets/:id/:verb/", () =>
      HttpResponse.json(
        { code: "distractor-set.not-running", detail: "It rests." },
        { status: 409 },
      ),
    ),
  );
  const problem = { code: "distractors.source", message: "The folder /data is empty." };
  draw(<SetEntry slug="trial" set={aSet({ problem })} />);
  expect(screen.getByText(/The folder \/data is empty/)).toBeVisible();
  await userEvent.setup().click(screen.getByRole("button", { name: "Pause web" }));
  expect(await screen.findByText("It rests.")).toBeVisible();
});
