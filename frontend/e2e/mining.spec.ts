/** Choosing the hardest distractors: terms, what it costs, the run, its pictures, and the decision. */

import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { LOOKS, look } from "./look";
import { home, type Person, signIn } from "./studio";

test.describe.configure({ mode: "serial" });

const here = `${home}/mining`;

/** What opens over a page is looked at once on either ground. */
const SOME = [LOOKS[0], LOOKS[3]];

async function open(context: BrowserContext, address = here, person: Person = "maintainer") {
  const page = await context.newPage();
  await signIn(page, person);
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  return page;
}

const start = (page: Page) => page.getByRole("button", { name: "Start", exact: true });

/** The encoder that reads texts; the others here read only images. */
const ENCODER = "demo";

async function choose(page: Page, size: string): Promise<void> {
  await page.getByLabel("Size").fill(size);
  const encoders = page.getByRole("group", { name: "Encoders" }).getByRole("checkbox");
  for (const box of await encoders.all()) await box.setChecked(false);
  await page.getByRole("checkbox", { name: ENCODER, exact: true }).check();
}

test("terms are edited where they stand, and a plan is estimated before it starts", async ({
  context,
}) => {
  const page = await open(context);
  const edit = page.getByRole("button", { name: /^Edit the extra terms of/ }).first();
  await edit.click();
  await page.getByRole("combobox", { name: /^Extra terms of/ }).fill("gadget");
  await page.getByRole("button", { name: "Save terms" }).click();
  await expect(page.getByText("gadget", { exact: true })).toBeVisible();
  await choose(page, "6");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("e");
  const estimate = page.getByRole("region", { name: "Estimate" });
  await expect(estimate.getByRole("row", { name: /^8 workers/ })).toBeVisible({ timeout: 120_000 });
  await look(page, "mining", SOME, true);
});

test("a subset is chosen, looked at around its threshold, and accepted", async ({ context }) => {
  const page = await open(context);
  await choose(page, "6");
  await start(page).click();
  await expect(page).toHaveURL(/\/mining\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: "mini" })).toBeVisible();
  await expect(page.getByText("Waits for a decision")).toBeVisible({ timeout: 180_000 });
  const above = page.getByRole("list", { name: "Just above the line" });
  await expect(above.getByRole("listitem")).toHaveCount(6);
  const line = page.getByRole("slider", { name: "Line over the scores" });
  await line.focus();
  await page.keyboard.press("Home");
  await expect(page.getByText(/more than were chosen/)).toBeVisible();
  await expect(page.getByText(/^Nothing to show/)).toBeVisible();
  await page.getByRole("button", { name: "Back to the threshold" }).click();
  const area = await line.boundingBox();
  if (!area) throw new Error("The line has no place on the screen.");
  await page.mouse.move(area.x + area.width * 0.9, area.y + 20);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width * 0.3, area.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByText(/than were chosen/)).toBeVisible();
  await look(page, "mining-run", LOOKS, true);
  await page.setViewportSize(LOOKS[0]);
  await page.keyboard.press("t");
  await above.getByRole("button").first().click();
  await expect(page.getByRole("dialog")).toContainText("Template");
  await look(page, "mining-large", [LOOKS[0]]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("a");
  const dialog = page.getByRole("dialog", { name: "Accept mini?" });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(page.getByText("In the next release")).toBeVisible();
});

test("a random subset is discarded again, and on a phone nothing is begun or decided", async ({
  context,
}) => {
  const page = await open(context);
  await page.getByText("At random", { exact: true }).click();
  await page.getByLabel("Size").fill("6");
  await start(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "random" })).toBeVisible();
  await expect(page.getByText("Waits for a decision")).toBeVisible({ timeout: 120_000 });
  await page.getByRole("button", { name: "Discard random" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await expect(page.getByText("Discarded", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "All runs" }).click();
  await expect(start(page)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByText(/On a phone mining is read-only/)).toBeVisible();
  await expect(page.getByRole("link", { name: "mini", exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Start|Edit|Accept|Discard)/ })).toHaveCount(0);
});

test("mining is read by those who do not maintain the benchmark", async ({ context }) => {
  const page = await open(context, here, "reviewer");
  await expect(page.getByRole("link", { name: "mini", exact: true }).first()).toBeVisible();
  await expect(start(page)).toBeHidden();
});
