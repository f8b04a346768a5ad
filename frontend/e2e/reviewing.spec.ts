/** Who holds an object in review, and what its history shows. */

import { type Browser, expect, type Page, test } from "@playwright/test";
import {
  ask,
  createObject,
  frames,
  home,
  objectPath,
  photograph,
  signConsent,
  signIn,
  upload,
} from "./studio";

const benchmark = home.replace("/b/", "/benchmarks/");

interface Work {
  readonly key: string;
  readonly state: string;
  readonly images: { id: string; boxes_version: number; width: number; height: number }[];
  readonly claim: { mine: boolean } | null;
}

/** An object in review's queue, made as quickly as the API allows; its address there. */
async function submitted(page: Page, name: string): Promise<string> {
  await signIn(page, "collector");
  await signConsent(page);
  await createObject(page, `${name} ${Date.now() % 100_000}`);
  await upload(page, "queries", [photograph("query.jpg")]);
  await upload(page, "positives", [photograph("pos1.jpg")]);
  await expect(frames(page)).toHaveCount(2);
  const path = objectPath(new URL(page.url()));
  const { answer: work } = await ask<Work>(page, "GET", path);
  for (const { id, boxes_version: version, width, height } of work.images) {
    const half = { width: Math.floor(width / 2), height: Math.floor(height / 2) };
    const boxes = [{ x: 10, y: 10, ...half }];
    await ask(page, "PUT", `/images/${id}/boxes/`, { body: { boxes }, version });
  }
  const text = "A painted object with a bright pattern on every side.";
  await ask(page, "PUT", `${path}text/`, { body: { text }, version: 0 });
  const claim = { kind: "private_knowledge", date: null, url: "", statement: "Made last week." };
  await ask(page, "PUT", `${path}evidence/`, { body: claim, version: 0 });
  const { answer: categories } = await ask<{ id: number }[]>(
    page,
    "GET",
    `${benchmark}/categories/`,
  );
  await ask(page, "PATCH", path, { body: { category: categories[0]?.id } });
  const { status, answer } = await ask<Work>(page, "POST", `${path}submit/`);
  expect(status, JSON.stringify(answer)).toBe(200);
  return `${home}/review/${work.key}`;
}

/** Another reviewer of the benchmark, invited and signed in. */
async function secondReviewer(browser: Browser): Promise<Page> {
  const host = await (await browser.newContext()).newPage();
  await signIn(host, "maintainer");
  const email = `second${Date.now() % 100_000}@browser.example`;
  const { answer } = await ask<{ link: string }>(host, "POST", `${benchmark}/invitations/`, {
    body: { email, roles: ["reviewer"] },
  });
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(new URL(answer.link, host.url()).pathname);
  await guest.getByLabel("Your name").fill("Second reviewer");
  await guest.getByLabel("Password", { exact: true }).fill("a long sentence nobody guesses");
  await guest.getByRole("button", { name: "Join", exact: true }).click();
  await expect(guest.getByRole("button", { name: /^Account of Second/ })).toBeVisible();
  await host.context().close();
  return guest;
}

const holder = (page: Page) => page.getByRole("region", { name: "Decision" }).getByRole("status");

test("closing the tab lets go of the object, and another reviewer takes it at once", async ({
  browser,
}) => {
  const collector = await (await browser.newContext()).newPage();
  const address = await submitted(collector, "Let go");
  const context = await browser.newContext();
  const first = await context.newPage();
  await signIn(first, "reviewer");
  await first.goto(address);
  await expect(holder(first)).toContainText("You hold this object");
  const second = await secondReviewer(browser);
  await second.goto(address);
  await expect(holder(second)).toContainText(/reviewer/i);
  await expect(second.getByRole("button", { name: "Approve" })).toBeDisabled();

  const gone = first.waitForEvent("close");
  await first.close({ runBeforeUnload: true });
  await gone;
  await expect
    .poll(async () => {
      const path = objectPath(new URL(address, collector.url()));
      const { answer } = await ask<Work>(collector, "GET", path);
      return answer.claim;
    })
    .toBeNull();
  await second.reload();
  await expect(holder(second)).toContainText("You hold this object");
  await expect(second.getByRole("button", { name: "Approve" })).toBeEnabled();
  for (const page of [collector, second]) await page.context().close();
  await context.close();
});

test("the history of an object goes back to its first day", async ({ page }) => {
  await signIn(page, "collector");
  await signConsent(page);
  await createObject(page, `Long ${Date.now() % 100_000}`);
  const path = objectPath(new URL(page.url()));
  for (let version = 0; version < 35; version += 1) {
    const text = `A carton with ${version} boats.`;
    const { status } = await ask(page, "PUT", `${path}text/`, { body: { text }, version });
    expect(status).toBe(200);
  }
  await page.keyboard.press("h");
  const history = page.getByRole("dialog", { name: "History" });
  await expect(history.getByRole("listitem")).toHaveCount(30);
  await history.getByRole("button", { name: "Show older" }).click();
  await expect(history.getByRole("listitem")).toHaveCount(36);
  await expect(history.getByRole("listitem").last()).toContainText("created");
  await expect(history.getByRole("button", { name: "Show older" })).toHaveCount(0);
});
