/** From the card of a benchmark to a release that readers load, and to the next one without what was withdrawn. */

import { type BrowserContext, expect, type Locator, type Page, test } from "@playwright/test";
import { look } from "./look";
import { ask, home, signIn } from "./studio";

test.describe.configure({ mode: "serial" });

const REASON = "The maker asked for it to be taken out.";
const told = { first: "", second: "", object: { key: "", name: "" } };

const state = (page: Page): Locator => page.getByRole("status", { name: "State of the card" });

async function maintainer(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await signIn(page, "maintainer");
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  return page;
}

/** Other journeys leave pairs that nobody has judged, and their objects can't be frozen. */
async function judgePairs(page: Page): Promise<void> {
  const slug = home.slice(3);
  for (const pairs of ["neighbours", "set-neighbours"]) {
    const waiting = await ask<{ results: { id: number }[] }>(
      page,
      "GET",
      `/benchmarks/${slug}/${pairs}/?state=undecided`,
    );
    for (const { id } of waiting.answer.results)
      await ask(page, "POST", `/${pairs}/${id}/verdict/`, { body: { verdict: "not a match" } });
  }
}

/** Freezes what is ready, once no worker is measuring any more, and returns its number. */
async function freeze(page: Page): Promise<string> {
  const button = page.getByRole("button", { name: /^Freeze \d/ });
  await judgePairs(page);
  await expect
    .poll(
      async () => {
        await page.goto(`${home}/releases`);
        await expect(button).toBeVisible();
        return page.getByText(/^Clutter not measured/).count();
      },
      { timeout: 150_000, intervals: [2_000] },
    )
    .toBe(0);
  const leaveOut = page.getByRole("checkbox", { name: /^Leave out/ });
  if (await leaveOut.isVisible()) await leaveOut.check();
  const version = await page.getByLabel("Version").inputValue();
  await button.click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Freeze ${version}` })
    .click();
  await expect(page.locator(`[id="v${version}"]`)).toBeVisible();
  return version;
}

test("a maintainer answers the card, which saves itself and is read by others", async ({
  context,
  browser,
}) => {
  const page = await maintainer(context, `${home}/releases`);
  await page.getByRole("link", { name: "Answer them" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("About the benchmark");
  const use = page.getByRole("button", { name: "Use this for Platform" });
  await expect(use).toBeVisible();
  await expect(page.getByRole("textbox", { name: /^Platform/ })).toHaveValue("");
  await use.click();
  await expect(page.getByRole("textbox", { name: /^Platform/ })).toHaveValue(/Aristarch/);
  await page
    .getByRole("textbox", { name: /^Description/ })
    .fill("Drawn objects, found again in drawn scenes.");
  await page.getByRole("button", { name: "Add a creator" }).click();
  const creator = page.getByRole("listitem", { name: "Creator 1" });
  await expect(state(page)).toContainText("Creator 1 has no name yet");
  await creator.getByLabel("Given name").fill("Josiah");
  await creator.getByLabel("Family name").fill("Carberry");
  await creator.getByLabel("ORCID").fill("https://orcid.org/0000-0002-1825-0098");
  await expect(creator.getByText(/No such ORCID/)).toBeVisible();
  await creator.getByLabel("ORCID").fill("https://orcid.org/0000-0002-1825-0097");
  await expect(creator.getByLabel("ORCID")).toHaveValue("0000-0002-1825-0097");
  await expect(state(page)).toHaveText(/^Saved/);
  await look(page, "card");
  await page.reload();
  await expect(page.getByRole("textbox", { name: /^Description/ })).toHaveValue(/^Drawn objects/);
  const guest = await (await browser.newContext()).newPage();
  await signIn(guest, "reviewer");
  await guest.goto(`${home}/about`);
  await expect(guest.getByText("Josiah Carberry, 0000-0002-1825-0097")).toBeVisible();
  await expect(guest.getByRole("textbox")).toHaveCount(0);
  await look(guest, "card-read");
  await guest.context().close();
});

test("a release is exported in every layout and shows its readers how to use it", async ({
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await maintainer(context, `${home}/releases`);
  told.first = await freeze(page);
  await page.goto(`${home}/releases/${told.first}`);
  await expect(page.getByText("Drawn objects, found again in drawn scenes.")).toBeVisible();
  await page.getByRole("radiogroup", { name: "Layout" }).getByText("All layouts").click();
  await page.getByRole("button", { name: "Export for every tool" }).click();
  const whole = page.getByRole("region", { name: "Export All layouts" });
  await expect(whole).toContainText(/Verified: \d+ files checked/, { timeout: 180_000 });
  await expect(whole.getByRole("link", { name: "Download All layouts" })).toBeVisible();

  await test.step("copies code that names the exported folder", async () => {
    await page.getByRole("tab", { name: "webdataset" }).click();
    await page.getByRole("button", { name: "Copy Code for webdataset" }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`-${told.first}-all"`);
    expect(copied).toContain("import webdataset");
  });
  await test.step("copies the citation", async () => {
    await page.getByRole("button", { name: "Copy BibTeX" }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain("Carberry");
  });
  await test.step("shows a sample large, and goes back by keyboard", async () => {
    const sample = page.getByRole("button", { name: /show it large$/ }).first();
    await sample.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog").getByRole("img", { name: /^Query of/ })).toBeVisible();
    await look(page, "sample");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(sample).toBeFocused();
  });
  await look(page, "release", undefined, true);
});

test("an object is withdrawn, and the next release and the older one say so", async ({
  context,
}) => {
  const page = await maintainer(context, `${home}/releases/${told.first}`);
  const slug = home.slice(3);
  const releases = await ask<{ id: number; version: string }[]>(
    page,
    "GET",
    `/benchmarks/${slug}/releases/`,
  );
  const id = releases.answer.find(({ version }) => version === told.first)?.id;
  const { answer } = await ask<{ samples: { object: string; name: string }[] }>(
    page,
    "GET",
    `/releases/${id}/page/`,
  );
  const sample = answer.samples.at(-1);
  if (!sample) throw new Error("The release shows no sample.");
  told.object = { key: sample.object, name: sample.name };

  await page.goto(`${home}/objects/${told.object.key}`);
  await page.getByRole("button", { name: "Withdraw", exact: true }).click();
  await page.getByRole("menuitem", { name: "The object" }).click();
  const dialog = page.getByRole("dialog", { name: /^Withdraw / });
  await expect(dialog.getByRole("button", { name: "Withdraw for good" })).toBeDisabled();
  await dialog.getByLabel("Public reason").fill(REASON);
  await look(page, "withdraw");
  await dialog.getByRole("button", { name: "Withdraw for good" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Withdrawn", { exact: true }).first()).toBeVisible();

  told.second = await freeze(page);
  await page.goto(`${home}/releases/${told.first}`);
  const erratum = page.getByRole("region", { name: /errat/ });
  await expect(erratum).toContainText(told.object.name);
  await expect(erratum).toContainText(REASON);
  await look(page, "release-erratum");
  await page.goto(`${home}/releases/${told.second}`);
  await expect(page.getByRole("region", { name: /tombstone/ })).toContainText(REASON);
  await look(page, "release-tombstone");
});

test("the difference of both names what came and went, by keyboard too", async ({ context }) => {
  const page = await maintainer(context, `${home}/releases/${told.second}`);
  await page.getByRole("button", { name: "Compare with" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: new RegExp(`^${told.first}`) }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/${told.second}/changes/${told.first}$`));
  const withdrawn = page.getByRole("region", { name: /^Withdrawn/ });
  await expect(withdrawn).toContainText(told.object.key);
  await expect(page.getByRole("region", { name: /^Objects/ })).toContainText(told.object.name);
  await look(page, "changes", undefined, true);
  const kinds = page.getByRole("navigation", { name: "Kinds of changes" });
  await kinds.getByRole("link", { name: /^Images/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?kind=images$/);
  await expect(withdrawn).toBeHidden();
  const json = await page.request.get(
    (await page.getByRole("link", { name: "JSON" }).getAttribute("href")) ?? "",
  );
  expect(((await json.json()) as { same: boolean }).same).toBe(false);
  const text = await page.request.get(
    (await page.getByRole("link", { name: "Text" }).getAttribute("href")) ?? "",
  );
  expect(await text.text()).toContain(told.object.key);
});
