/** Coming in by invitation, and leaving without a trace. */

import { expect, type Page, test } from "@playwright/test";
import { createObject, home, signConsent, signIn } from "./studio";

test("an invitation's link leads to a new account that is in the benchmark", async ({
  browser,
}) => {
  const host = await (await browser.newContext()).newPage();
  await signIn(host, "maintainer", `${home}/members`);
  const email = `guest${Date.now() % 100_000}@browser.example`;
  await host.getByLabel("E-mail address").fill(email);
  await host.getByRole("button", { name: "Make an invitation" }).click();
  const link = await host.getByRole("region", { name: "Invitation link" }).textContent();
  const guest = await (await browser.newContext()).newPage();
  await guest.goto((link ?? "").trim());
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText(/^Join/);
  await guest.getByLabel("Your name").fill("Guest of the house");
  await guest.getByLabel("Password", { exact: true }).fill("a long sentence nobody guesses");
  await guest.getByRole("button", { name: "Join", exact: true }).click();
  await expect(guest.getByRole("button", { name: "Account of Guest of the house" })).toBeVisible();
  await guest.goto(home);
  await expect(guest.getByText("you are collector")).toBeVisible();
  await guest.context().close();
  await host.context().close();
});

/** How many drafts this browser holds. */
const drafts = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("aristarch-drafts");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction("drafts").objectStore("drafts").count();
          counting.onerror = () => reject(counting.error);
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );

/** Chooses "Sign out" in the account menu. */
async function leave(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}

test("signing out saves first what was typed a moment ago", async ({ page }) => {
  await signIn(page, "collector");
  await signConsent(page);
  await createObject(page, `Saved ${Date.now() % 100_000}`);
  const address = page.url();
  // The menu stands open, so that signing out follows the last letter at once.
  const text = page.getByRole("textbox", { name: "Text query" });
  await text.fill("A carton");
  await page.route("**/text/", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await text.fill("A carton with a boat.");
  await leave(page);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.unrouteAll();
  await signIn(page, "collector", new URL(address).pathname);
  await expect(text).toHaveValue("A carton with a boat.");
  await expect(page.getByRole("region", { name: "Restored draft" })).toHaveCount(0);
});

test("signing out asks before it loses what could not be saved", async ({ page }) => {
  await signIn(page, "collector");
  await signConsent(page);
  await createObject(page, `Asked ${Date.now() % 100_000}`);
  await page.route("**/text/", (route) => route.abort("connectionfailed"));
  await page.getByRole("textbox", { name: "Text query" }).fill("A carton.");
  await leave(page);
  const dialog = page.getByRole("dialog", { name: "1 change not saved yet" });
  await dialog.getByRole("button", { name: "Stay" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("textbox", { name: "Text query" })).toHaveValue("A carton.");
  expect(await drafts(page)).toBe(1);
  await page.unrouteAll();
  await leave(page);
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await drafts(page)).toBe(0);
});

test("signing out on any page leaves nothing that was typed on this device", async ({ page }) => {
  await signIn(page, "collector");
  await signConsent(page);
  await createObject(page, `Left ${Date.now() % 100_000}`);
  await page
    .getByRole("region", { name: "Evidence" })
    .getByLabel("What it says")
    .fill("Between us.");
  await expect.poll(() => drafts(page)).toBe(1);
  await page.goto(home);
  await leave(page);
  await page.getByRole("button", { name: "Sign out and lose 1 change" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await drafts(page)).toBe(0);
});
