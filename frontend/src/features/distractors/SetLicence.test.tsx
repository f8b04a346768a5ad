import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { SetLicence } from "@/features/distractors/SetLicence";
import { aSet } from "@/test/aSet";
import { draw } from "@/test/render";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

it("states a licence from the list of the benchmark, and stays with what is refused", async () => {
  const heard: unknown[] = [];
  server.use(
    http.get("*/api/benchmarks/trial/", () => HttpResponse.json({ licences: ["CC-BY-4.0"] })),
    http.patch("*/api/distractor-sets/:id/", async ({ request }) => {
      heard.push(await request.json());
      return heard.length === 1
        ? HttpResponse.json(
            { code: "distractor-set.licence", detail: "No such licence." },
            { status: 400 },
          )
        : HttpResponse.json(aSet({ licence: "CC-BY-4.0" }));
    }),
  );
  draw(<SetLicence slug="trial" set={aSet()} />);
  expect(screen.getByText(/None stated/)).toBeVisible();
  const person = userEvent.setup();
  await person.click(screen.getByRole("button", { name: "State the licence of web" }));
  const field = await screen.findByRole("combobox", { name: /Licence of images/ });
  await person.type(field, "free");
  await person.click(screen.getByRole("button", { name: "State the licence" }));
  expect(await screen.findByText("No such licence.")).toBeVisible();
  await person.clear(field);
  await person.click(await screen.findByRole("option", { name: "CC-BY-4.0" }));
  await person.click(screen.getByRole("button", { name: "State the licence" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(heard).toEqual([{ licence: "free" }, { licence: "CC-BY-4.0" }]);
});

it("is only read by those who may not state it", () => {
  const may = { pause: false, resume: false, cancel: false, retry: false, state_licence: false };
  draw(<SetLicence slug="trial" set={aSet({ may, licence: "CC0-1.0" })} />);
  expect(screen.getByText(/CC0-1.0, of images that name none/)).toBeVisible();
  expect(screen.queryByRole("button")).toBeNull();
});
