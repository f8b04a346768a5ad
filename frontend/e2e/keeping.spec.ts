/** Nothing drawn is lost: not when the network dies, not when two people save at once. */

import { type Browser, expect, type Page, test } from "@playwright/test";
import {
  boxes,
  createObject,
  drawBox,
  frames,
  photograph,
  saved,
  signConsent,
  signIn,
  upload,
} from "./studio";

async function objectWithQuery(browser: Browser, name: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, "collector");
  await signConsent(page);
  await createObject(page, `${name} ${Date.now() % 100_000}`);
  await upload(page, "queries", [photograph("query.jpg")]);
  await expect(frames(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Dismiss query.jpg" }).click();
  return page;
}

async function maintainerAt(browser: Browser, address: URL): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, "maintainer", address.pathname);
  return page;
}

/** `/b/<benchmark>/objects/<key>` as the API addresses it. */
const objectPath = ({ pathname }: URL) => `${pathname.replace(/^\/b\//, "/benchmarks/")}/`;

const state = (page: Page) => page.getByRole("status", { name: "State of the boxes" });

test("a box drawn when the network is dead is back when the page is opened again", async ({
  browser,
}) => {
  const page = await objectWithQuery(browser, "Kept");
  const context = page.context();
  await context.setOffline(true);
  await drawBox(page, [0.25, 0.25, 0.75, 0.7]);
  await expect(state(page)).toContainText("Not saved: offline, kept here");
  const numbers = await boxes(page).first().getAttribute("aria-label");
  const address = page.url();
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(address);
  await expect(again.getByRole("region", { name: "Restored draft" })).toBeVisible();
  await expect(boxes(again)).toHaveCount(1);
  await expect(boxes(again).first()).toHaveAttribute("aria-label", numbers ?? "");
  await expect(saved(again)).toBeVisible();
  await again.reload();
  await expect(boxes(again)).toHaveCount(1);
  await expect(again.getByRole("region", { name: "Restored draft" })).toHaveCount(0);
  await context.close();
});

test("a box drawn offline is saved as soon as the network is back", async ({ browser }) => {
  const page = await objectWithQuery(browser, "Back");
  await page.context().setOffline(true);
  await drawBox(page, [0.3, 0.3, 0.6, 0.6]);
  await expect(state(page)).toContainText("Not saved: offline, kept here");
  await page.context().setOffline(false);
  await expect(saved(page)).toBeVisible();
  await page.context().close();
});

test("two people saving the same boxes see both versions and choose", async ({ browser }) => {
  const mine = await objectWithQuery(browser, "Both");
  await drawBox(mine, [0.1, 0.1, 0.4, 0.4]);
  await expect(saved(mine)).toBeVisible();
  const context = await browser.newContext();
  const theirs = await context.newPage();
  const address = new URL(mine.url());
  // Without this the page would hear of the other person's box before drawing on the old version.
  await mine.route(`**/api${objectPath(address)}`, (route) => route.abort("connectionfailed"));
  await signIn(theirs, "maintainer", address.pathname);
  await expect(boxes(theirs)).toHaveCount(1);
  await drawBox(theirs, [0.5, 0.5, 0.9, 0.9]);
  await expect(saved(theirs)).toBeVisible();

  await drawBox(mine, [0.5, 0.1, 0.9, 0.4]);
  const dialog = mine.getByRole("dialog", { name: /Someone else saved/ });
  await expect(dialog).toContainText(/Stored by .*maintainer/i);
  await expect(dialog.getByRole("img")).toBeVisible();
  await dialog.getByRole("button", { name: "Keep both" }).click();
  await expect(dialog).toBeHidden();
  await expect(boxes(mine)).toHaveCount(3);
  await expect(saved(mine)).toBeVisible();
  await mine.unrouteAll();
  await theirs.reload();
  await expect(boxes(theirs)).toHaveCount(3);
  await context.close();
  await mine.context().close();
});

test("two people writing the same text see both versions and choose", async ({ browser }) => {
  const mine = await objectWithQuery(browser, "Words");
  const text = (page: Page) => page.getByRole("textbox", { name: "Text query" });
  const textState = (page: Page) => page.getByRole("status", { name: "State of the text query" });
  await text(mine).fill("A carton.");
  await expect(textState(mine)).toHaveText(/^Saved/);
  const address = new URL(mine.url());
  await mine.route(`**/api${objectPath(address)}`, (route) => route.abort("connectionfailed"));
  const theirs = await maintainerAt(browser, address);
  await text(theirs).fill("A carton with a boat.");
  await expect(textState(theirs)).toHaveText(/^Saved/);
  await text(mine).fill("A green carton.");
  const dialog = mine.getByRole("dialog", { name: /Someone else saved this text/ });
  await expect(dialog).toContainText("A carton with a boat.");
  await expect(dialog).toContainText("green");
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await expect(dialog).toBeHidden();
  await expect(textState(mine)).toHaveText(/^Saved/);
  await mine.unrouteAll();
  await theirs.reload();
  await expect(text(theirs)).toHaveValue("A green carton.");
  await theirs.context().close();
  await mine.context().close();
});

test("evidence that was typed and not saved is back, and gives way only when told to", async ({
  browser,
}) => {
  const mine = await objectWithQuery(browser, "Claimed");
  const evidence = (page: Page) => page.getByRole("region", { name: "Evidence" });
  const says = (page: Page) => evidence(page).getByLabel("What it says");
  await evidence(mine).getByLabel("Date of the record").fill("2024-05-01");
  await evidence(mine).getByLabel("Address of the record").fill("https://example.org/mine");
  await says(mine).fill("First shown on that day.");
  await expect(evidence(mine).getByRole("status")).toContainText("kept here");
  await mine.reload();
  await expect(says(mine)).toHaveValue("First shown on that day.");
  const address = new URL(mine.url());
  await mine.route(`**/api${objectPath(address)}`, (route) => route.abort("connectionfailed"));
  const theirs = await maintainerAt(browser, address);
  await evidence(theirs).getByLabel("Date of the record").fill("2024-06-02");
  await evidence(theirs).getByLabel("Address of the record").fill("https://example.org/theirs");
  await evidence(theirs).getByRole("button", { name: "Save evidence" }).click();
  await expect(evidence(theirs)).toContainText("not judged yet");
  const refused = mine.waitForResponse(/\/evidence\/$/);
  await evidence(mine).getByRole("button", { name: "Save evidence" }).click();
  expect((await refused).status()).toBe(412);
  await mine.unrouteAll();
  const dialog = mine.getByRole("dialog", { name: /Someone else saved this evidence/ });
  await expect(dialog).toContainText("https://example.org/theirs");
  await expect(dialog).toContainText("https://example.org/mine");
  await dialog.getByRole("button", { name: "Go on with mine" }).click();
  await expect(dialog).toBeHidden();
  await evidence(mine).getByRole("button", { name: "Save evidence" }).click();
  await expect(evidence(mine).getByRole("status")).toHaveText("Saved");
  await theirs.context().close();
  await mine.context().close();
});
