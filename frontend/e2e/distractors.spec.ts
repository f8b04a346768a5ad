/** Sets of distractors, what is nearest to an object among them, and copies of its pictures found there. */

import { type BrowserContext, expect, type Locator, type Page, test } from "@playwright/test";
import { LOOKS, look } from "./look";
import { ask, home, signIn } from "./studio";

test.describe.configure({ mode: "serial" });

const SET = "wild";
const benchmark = home.replace("/b/", "/benchmarks/");

async function maintainer(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await signIn(page, "maintainer");
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  return page;
}

/** An object whose query stands among the distractors in another compression. */
async function copiedObject(page: Page): Promise<string> {
  const pairs = () =>
    ask<{ results: { image: { object_key: string | null; role: string } }[] }>(
      page,
      "GET",
      `${benchmark}/set-neighbours/?state=undecided`,
    );
  await expect
    .poll(async () => (await pairs()).answer.results.length, { timeout: 120_000 })
    .toBeGreaterThan(0);
  const { answer } = await pairs();
  const key = answer.results.find(({ image }) => image.role === "query")?.image.object_key;
  if (!key) throw new Error("No query has a copy among the distractors.");
  return key;
}

const SEEN = /^[1-9]\d* of \d+ places seen/;

/** What opens over a page is looked at once on either ground. */
const SOME = [LOOKS[0], LOOKS[3]];

const cards = (page: Page): Locator =>
  page.getByRole("list", { name: "Nearest distractors" }).getByRole("listitem");

test("a set says what came in and what was refused, and why", async ({ context }) => {
  const page = await maintainer(context, `${home}/distractors`);
  await expect(page.getByText("Complete", { exact: true })).toBeVisible();
  await look(page, "distractor-sets");
  await page.getByRole("link", { name: SET, exact: true }).click();
  const shards = page.getByRole("region", { name: "Shards", exact: true });
  await expect(shards.getByRole("row")).not.toHaveCount(1);
  await look(page, "distractor-set", undefined, true);
  await page.getByRole("link", { name: /^Refused images/ }).click();
  await expect(page).toHaveURL(/\?view=refusals$/);
  const codes = page.getByRole("list", { name: "Refusals by code" });
  await codes.getByRole("link").nth(1).click();
  await expect(page).toHaveURL(/&code=/);
  await expect(page.getByRole("region", { name: "Refused images", exact: true })).toContainText(
    "broken",
  );
  await look(page, "distractor-refusals");
});

test("a set is paused and cancelled by nobody but maintainers", async ({ context }) => {
  const page = await context.newPage();
  await signIn(page, "reviewer");
  await page.goto(`${home}/distractors`);
  await expect(page.getByRole("link", { name: SET, exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: `Cancel ${SET}` })).toBeHidden();
});

test("nearest distractors are looked through by keyboard, and how far is remembered", async ({
  context,
}) => {
  const page = await maintainer(context, home);
  await page.goto(`${home}/objects/${await copiedObject(page)}`);
  await page.getByRole("link", { name: "Nearest distractors", exact: true }).click();
  await expect(cards(page).nth(3)).toBeVisible({ timeout: 120_000 });
  await page.keyboard.press("s");
  await expect(page.getByText("1 false negative to decide")).toBeVisible();
  await page.keyboard.press("u");
  await expect(page.getByText("1 false negative to decide")).toBeHidden();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByText(SEEN)).toBeVisible();
  await look(page, "audit");
  await page.reload();
  await expect(page.getByText(SEEN)).toBeVisible();
});

test("a false negative is marked in the large view, and leaves its set", async ({ context }) => {
  const page = await maintainer(context, home);
  await page.goto(`${home}/objects/${await copiedObject(page)}/distractors`);
  const first = cards(page).first();
  const marked = (await first.locator("strong").getAttribute("title")) ?? "";
  await first.getByRole("button", { name: /show it large$/ }).click();
  const large = page.getByRole("dialog", { name: /^Place 1 of/ });
  await expect(large).toBeVisible();
  await look(page, "audit-large", SOME);
  await page.keyboard.press("s");
  await expect(large.getByRole("button", { name: /^Shows the object/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.keyboard.press("Escape");
  await expect(large).toBeHidden();
  await page.getByRole("button", { name: `Decide on ${marked}` }).click();
  const dialog = page.getByRole("dialog", { name: "This distractor shows the object" });
  await expect(dialog).toBeVisible();
  await look(page, "audit-decide", SOME);
  await dialog.getByLabel("Note").fill("The same object in another compression.");
  await dialog.getByRole("button", { name: "Remove it" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByTitle(marked)).toHaveCount(0);
  await page.goto(`${home}/distractors/${SET}`);
  await expect(page.getByText("taken out")).toBeVisible();
});

test("a copy among the distractors is compared and judged as any other pair", async ({
  context,
}) => {
  const page = await maintainer(context, `${home}/neighbours`);
  await page.getByRole("link", { name: "Distractors of sets" }).click();
  await expect(page).toHaveURL(/of=sets/);
  const pair = page.getByRole("listitem").filter({ hasText: `${SET}/` });
  await expect(pair.first()).toBeVisible();
  await look(page, "set-neighbours");
  await pair.first().getByRole("link", { name: "Look closer" }).click();
  const compare = page.getByRole("region", { name: "Compare two pictures" });
  await expect(compare).toBeVisible();
  await page.keyboard.press("l");
  await look(page, "set-compare", SOME);
  await page.keyboard.press("o");
  await expect(page.getByRole("button", { name: "Overlay" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.keyboard.press("3");
  await expect(page.getByText("Verdict: not a match.").first()).toBeVisible();
});
