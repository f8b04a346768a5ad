/** Nothing drawn is lost: not when the network dies, not when two people save at once. */

import { type Browser, expect, type Page, test } from "@playwright/test";
import {
  boxes,
  createObject,
  drawBox,
  frames,
  objectPath,
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

const evidence = (page: Page) => page.getByRole("region", { name: "Evidence" });
const evidenceState = (page: Page) => page.getByRole("status", { name: "State of the evidence" });

async function claim(page: Page, date: string, address: string): Promise<void> {
  await evidence(page).getByLabel("Date of the record").fill(date);
  await evidence(page).getByLabel("Address of the record").fill(address);
}

test("evidence is kept while it is incomplete, and saves itself as soon as it is whole", async ({
  browser,
}) => {
  const page = await objectWithQuery(browser, "Claimed");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/evidence/")) sent.push(request.postData() ?? "");
  });
  await evidence(page).getByLabel("What it says").fill("First shown on that day.");
  await claim(page, "2024-05-01", "https://exa");
  await expect(evidenceState(page)).toContainText("Kept here, not saved yet");
  // Closed as a person closes it, before anything could be saved.
  const address = page.url();
  const gone = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await gone;
  expect(sent).toEqual([]);
  const again = await page.context().newPage();
  await again.goto(address);
  await expect(evidence(again).getByRole("region", { name: "Restored draft" })).toBeVisible();
  await expect(evidence(again).getByLabel("What it says")).toHaveValue("First shown on that day.");
  await evidence(again).getByLabel("Address of the record").fill("https://example.org/record");
  await expect(evidenceState(again)).toHaveText(/^Saved/);
  await expect(evidence(again)).toContainText("not judged yet");
  await again.reload();
  await expect(evidence(again).getByLabel("What it says")).toHaveValue("First shown on that day.");
  await expect(again.getByRole("region", { name: "Restored draft" })).toHaveCount(0);
  await page.context().close();
});

test("evidence typed offline is saved as soon as the network is back", async ({ browser }) => {
  const page = await objectWithQuery(browser, "Offline claim");
  await page.context().setOffline(true);
  await claim(page, "2024-05-01", "https://example.org/record");
  await expect(evidenceState(page)).toContainText("Not saved: offline, kept here");
  await page.context().setOffline(false);
  await expect(evidenceState(page)).toHaveText(/^Saved/);
  await page.context().close();
});

test("two people giving evidence see both versions and choose", async ({ browser }) => {
  const mine = await objectWithQuery(browser, "Two claims");
  const address = new URL(mine.url());
  await mine.route(`**/api${objectPath(address)}`, (route) => route.abort("connectionfailed"));
  const theirs = await maintainerAt(browser, address);
  await claim(theirs, "2024-06-02", "https://example.org/theirs");
  await expect(evidenceState(theirs)).toHaveText(/^Saved/);
  const refused = mine.waitForResponse(/\/evidence\/$/);
  await claim(mine, "2024-05-01", "https://example.org/mine");
  expect((await refused).status()).toBe(412);
  const dialog = mine.getByRole("dialog", { name: /Someone else saved this evidence/ });
  await expect(dialog).toContainText("https://example.org/theirs");
  await expect(dialog).toContainText("https://example.org/mine");
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await expect(dialog).toBeHidden();
  await expect(evidenceState(mine)).toHaveText(/^Saved/);
  await mine.unrouteAll();
  await theirs.reload();
  await expect(evidence(theirs).getByLabel("Address of the record")).toHaveValue(
    "https://example.org/mine",
  );
  await theirs.context().close();
  await mine.context().close();
});
