/** Every page, light and dark, wide and narrow: axe finds nothing, and a picture is kept to look at. */

import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { LOOKS, look } from "./look";
import { frames, home, type Person, signIn } from "./studio";

/** The address of the first object that has pictures. */
async function anObject(page: Page): Promise<string> {
  const answer = await page.request.get(`/api/benchmarks/${home.slice(3)}/objects/`);
  const { results } = (await answer.json()) as { results: { key: string; queries: number }[] };
  const found = results.find(({ queries }) => queries > 0);
  if (!found) throw new Error("The benchmark has no object with a picture.");
  return found.key;
}

async function pageOf(context: BrowserContext, person: Person): Promise<Page> {
  const page = await context.newPage();
  await signIn(page, person);
  return page;
}

test("sign-in", async ({ page }) => {
  await page.goto("/sign-in");
  await look(page, "sign-in");
});

const PAGES: readonly [string, string][] = [
  ["benchmarks", "/"],
  ["home", home],
  ["objects", `${home}/objects`],
  ["review-queue", `${home}/review`],
  ["neighbours", `${home}/neighbours`],
  ["releases", `${home}/releases`],
  ["jobs", `${home}/jobs`],
  ["members", `${home}/members`],
];

for (const [name, address] of PAGES) {
  test(name, async ({ context }) => {
    const page = await pageOf(context, "maintainer");
    await page.goto(address);
    await look(page, name);
  });
}

test("object and review", async ({ context }) => {
  const page = await pageOf(context, "maintainer");
  const key = await anObject(page);
  await page.goto(`${home}/objects/${key}`);
  await expect(frames(page).first()).toBeVisible();
  await look(page, "object");
  await page.goto(`${home}/review/${key}`);
  await expect(page.getByRole("region", { name: "Decision" })).toBeVisible();
  await look(page, "review");
});

test("neighbours side by side", async ({ context }) => {
  const page = await pageOf(context, "maintainer");
  const answer = await page.request.get(`/api/benchmarks/${home.slice(3)}/neighbours/`);
  const { results } = (await answer.json()) as {
    results: {
      id: number;
      first: { object_key: string | null };
      second: { object_key: string | null };
    }[];
  };
  const pair = results.find(({ first, second }) => first.object_key ?? second.object_key);
  test.skip(!pair, "This benchmark has no neighbours of an object.");
  const key = pair?.first.object_key ?? pair?.second.object_key;
  await page.goto(`${home}/objects/${key}?neighbour=${pair?.id}`);
  await expect(page.getByRole("region", { name: "Compare two pictures" })).toBeVisible();
  await look(page, "compare");
});

test("help", async ({ context }) => {
  const page = await pageOf(context, "collector");
  await page.goto(`${home}/objects/${await anObject(page)}`);
  await expect(frames(page).first()).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await look(page, "help");
});

/** What opens over a page is looked at in the same four ways. */
const OPENED: readonly [string, string, (page: Page) => Promise<void>][] = [
  ["account-menu", home, (page) => page.getByRole("button", { name: /^Account of/ }).click()],
  ["benchmark-menu", home, (page) => page.getByRole("button", { name: /^Benchmark:/ }).click()],
  ["new-object", home, (page) => page.getByRole("button", { name: "New object" }).first().click()],
];

for (const [name, address, open] of OPENED) {
  test(name, async ({ context }) => {
    const page = await pageOf(context, "maintainer");
    await page.goto(address);
    await open(page);
    await expect(page.getByRole("dialog").or(page.getByRole("menu")).first()).toBeVisible();
    await look(page, name);
  });
}

test("new benchmark", async ({ context }) => {
  const page = await pageOf(context, "maintainer");
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const start = page.getByRole("button", { name: "New benchmark" }).first();
  test.skip((await start.count()) === 0, "Only staff may start a benchmark.");
  await start.click();
  await expect(page.getByRole("dialog", { name: "New benchmark" })).toBeVisible();
  await look(page, "new-benchmark");
});

test("filters on a phone", async ({ context }) => {
  const page = await pageOf(context, "maintainer");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${home}/objects`);
  await page.getByRole("button", { name: /^Filters/ }).click();
  await expect(page.getByRole("dialog", { name: "Filters" })).toBeVisible();
  await look(page, "filters", [LOOKS[2], LOOKS[3]]);
});
