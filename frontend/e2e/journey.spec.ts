/** The whole path in the browser: from a collector's photographs to a verified release. */

import { type Browser, expect, type Page, test } from "@playwright/test";
import {
  boxes,
  createObject,
  drawBox,
  frames,
  home,
  type Person,
  photograph,
  saved,
  signConsent,
  signIn,
  upload,
} from "./studio";

test.describe.configure({ mode: "serial" });

const NAME = `Browser object ${Date.now() % 100_000}`;

async function desk(browser: Browser, person: Person): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, person);
  return page;
}

test("a collector makes an object and submits it", async ({ browser }) => {
  const page = await desk(browser, "collector");
  await signConsent(page);
  await createObject(page, NAME);
  await expect(page.getByRole("button", { name: /things left before submitting/ })).toBeVisible();

  await test.step("uploads a query and two positives, and is told why a broken file is refused", async () => {
    await upload(page, "queries", [photograph("query.jpg")]);
    await upload(page, "positives", ["pos1.jpg", "pos2.jpg", "broken.jpg"].map(photograph));
    const refused = page
      .getByRole("region", { name: "Uploads" })
      .getByRole("listitem")
      .filter({ hasText: "broken.jpg" });
    await expect(refused).toContainText("refused");
    await expect(refused.getByRole("alert")).not.toBeEmpty();
    await expect(frames(page)).toHaveCount(3);
    await refused.getByRole("button", { name: "Dismiss broken.jpg" }).click();
    await expect(refused).toHaveCount(0);
    await page.getByRole("button", { name: "Clear received" }).click();
  });

  await test.step("draws a box on each picture, by mouse and by keyboard", async () => {
    for (const frame of ["Query 1", "Positive 1", "Positive 2"]) {
      await page.getByRole("button", { name: new RegExp(`^${frame},`) }).click();
      await expect(page.getByRole("region", { name: frame, exact: true })).toBeVisible();
      await drawBox(page, [0.2, 0.2, 0.8, 0.8]);
      await expect(saved(page)).toBeVisible();
    }
    const x = page.getByRole("textbox", { name: "Box 1, x" });
    const before = Number(await x.inputValue());
    await boxes(page).first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await expect(x).toHaveValue(String(before + 11));
    await page.keyboard.press("Control+z");
    await expect(x).toHaveValue(String(before));
    await expect(saved(page)).toBeVisible();
  });

  await test.step("writes the text, gives evidence and a category", async () => {
    await page
      .getByRole("textbox", { name: "Text query" })
      .fill("A painted object with a bright pattern of its own on every side.");
    await expect(page.getByRole("status", { name: "State of the text query" })).toHaveText(
      /^Saved/,
    );
    const evidence = page.getByRole("region", { name: "Evidence" });
    await evidence.getByLabel("Date of the record").fill("2024-05-01");
    await evidence.getByLabel("Address of the record").fill("https://example.org/record");
    await evidence.getByLabel("What it says").fill("First shown on that day.");
    await expect(evidence.getByRole("status", { name: "State of the evidence" })).toHaveText(
      /^Saved/,
    );
    await expect(evidence).toContainText("not judged yet");
    const categories = page.getByRole("region", { name: "Categories" });
    await categories.getByLabel("Coarse").click();
    await page.getByRole("option").first().click();
    await categories.getByRole("button", { name: "Save categories" }).click();
    await expect(categories.getByRole("button", { name: "Save categories" })).toBeHidden();
  });

  await test.step("judges neighbours where there are any", () => judgeNeighbours(page));
  const submit = page.getByRole("button", { name: "Submit for review" });
  await expect(submit).toBeVisible();
  await submit.click();
  await expect(page.getByRole("button", { name: "Withdraw submission" })).toBeVisible();
  await page.context().close();
});

/** Opens each pair without a verdict from its picture and says with a key that it is no match. */
async function judgeNeighbours(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: /being checked for neighbours/ })).toHaveCount(0, {
    timeout: 120_000,
  });
  const asking = page.getByRole("button", { name: /undecided neighbour/ });
  const read = /\/api\/benchmarks\/[^/]+\/objects\/[^/]+\/$/;
  while ((await asking.count()) > 0) {
    await asking.first().click();
    await page.getByRole("link", { name: "Compare and decide" }).click();
    await expect(page.getByRole("region", { name: "Compare two pictures" })).toBeVisible();
    const judged = page.waitForResponse(/\/verdict\/$/);
    await page.keyboard.press("3");
    expect((await judged).ok()).toBe(true);
    await page.waitForResponse((response) => read.test(response.url()) && response.ok());
    await page.keyboard.press("Escape");
    await expect(page.getByRole("region", { name: "Compare two pictures" })).toBeHidden();
  }
}

/** The reviewer's page of the new object, reached from the queue by keyboard. */
async function reviewing(browser: Browser): Promise<Page> {
  const page = await desk(browser, "reviewer");
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page).toHaveURL(/\/review$/);
  const row = page.getByRole("link", { name: new RegExp(NAME) });
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: NAME })).toBeVisible();
  await expect(page.getByRole("region", { name: "Decision" }).getByRole("status")).toContainText(
    "You hold this object",
  );
  return page;
}

const WISH = "The lamp hides the left edge: draw the box a little wider.";

test("a reviewer refuses the evidence, thinks again, and pins a request for changes", async ({
  browser,
}) => {
  const page = await reviewing(browser);
  const evidence = page.getByRole("region", { name: "Evidence" });
  await evidence.getByRole("button", { name: "Refuse evidence" }).click();
  await expect(evidence).toContainText("refused");
  await evidence.getByRole("button", { name: "Take the refusal back" }).click();
  await expect(evidence).toContainText("not judged yet");
  await page.getByRole("button", { name: /^Positive 1,/ }).click();
  await expect(page.getByRole("region", { name: "Positive 1", exact: true })).toBeVisible();
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "Request changes" });
  await dialog.getByRole("textbox", { name: "What has to change" }).fill(WISH);
  await dialog.getByText("Positive 1", { exact: true }).click();
  await dialog.getByRole("button", { name: "Send back" }).click();
  await expect(page.getByText(`${NAME}: sent back for changes.`).first()).toBeVisible();
  await page.context().close();
});

test("the collector reads the request at its picture and submits again", async ({ browser }) => {
  const page = await desk(browser, "collector");
  await page.goto(`${home}/objects?search=${encodeURIComponent(NAME)}`);
  await page
    .getByRole("link", { name: new RegExp(NAME) })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: NAME })).toBeVisible();
  const words = page.getByRole("list", { name: "Words of the reviewers" });
  await expect(words).toContainText(WISH);
  await words.getByRole("button", { name: /Positive 1/ }).click();
  await expect(page.getByRole("region", { name: "Positive 1", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Submit for review" }).click();
  await expect(page.getByRole("button", { name: "Withdraw submission" })).toBeVisible();
  await page.context().close();
});

test("a reviewer finds it by keyboard and approves it", async ({ browser }) => {
  const page = await reviewing(browser);
  const bar = page.getByRole("region", { name: "Decision" });
  await expect(bar.getByRole("checkbox", { name: "evidence" })).toBeChecked();
  await page.keyboard.press("h");
  await expect(page.getByRole("dialog", { name: "History" })).toContainText("Collector", {
    ignoreCase: true,
  });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "History" })).toBeHidden();
  await page.keyboard.press("a");
  await expect(page.getByText(`${NAME}: approved.`).first()).toBeVisible();
  await page.context().close();
});

test("a maintainer freezes, watches the export, reads the verification and downloads", async ({
  browser,
}) => {
  const page = await desk(browser, "maintainer");
  await page.goto(`${home}/releases`);
  await expect(page.getByRole("heading", { name: /^Next release/ })).toBeVisible();
  const freeze = page.getByRole("button", { name: /^Freeze \d/ });
  const leaveOut = page.getByRole("checkbox", { name: /^Leave out/ });
  // Workers may still be measuring: the gate is read again until it no longer waits for them.
  await expect
    .poll(
      async () => {
        await page.reload();
        await expect(freeze).toBeVisible();
        return page.getByText(/^Clutter not measured/).count();
      },
      { timeout: 150_000, intervals: [3_000] },
    )
    .toBe(0);
  await expect(page.getByRole("link", { name: NAME })).toHaveCount(0);
  if (await leaveOut.isVisible()) await leaveOut.check();
  await expect(freeze).toBeEnabled();
  await freeze.click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Freeze/ })
    .click();
  await page
    .getByRole("button", { name: /^Export for/ })
    .first()
    .click();
  await expect(page.getByText(/Verified: \d+ files? checked/).first()).toBeVisible({
    timeout: 180_000,
  });
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).first().click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/\.tar$/);
  expect(await download.failure()).toBeNull();
  await page.context().close();
});
