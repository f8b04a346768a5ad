/** The installation under test, its people, and the few things every journey does. */

import { expect, type Locator, type Page } from "@playwright/test";

export interface Account {
  readonly email: string;
  readonly password: string;
}

interface Studio {
  readonly benchmark: string;
  readonly collector: Account;
  readonly reviewer: Account;
  readonly maintainer: Account;
}

export type Person = "collector" | "reviewer" | "maintainer";

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}: these tests need a served installation.`);
  return value;
}

export const studio = JSON.parse(required("ARISTARCH_E2E")) as Studio;
export const home = `/b/${studio.benchmark}`;

/** One of the photographs a collector brings: query.jpg, pos1.jpg, pos2.jpg or broken.jpg. */
export const photograph = (name: string): string => `${required("ARISTARCH_PHOTOS")}/${name}`;

export async function signIn(page: Page, person: Person, next = home): Promise<void> {
  await signInAs(page, studio[person], next);
}

async function signInAs(page: Page, { email, password }: Account, next: string): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL((url) => url.pathname === next);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** Signs the consent text when this collector has not done so yet. */
export async function signConsent(page: Page): Promise<void> {
  await page.goto(home);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const sign = page.getByRole("button", { name: /^Sign version/ });
  const start = page.getByRole("button", { name: "New object" }).first();
  await expect(sign.or(start).first()).toBeVisible();
  if ((await sign.count()) === 0) return;
  await page.getByLabel("Type your full name to sign").fill("Collector of the browser test");
  await sign.click();
  await expect(sign).toBeHidden();
}

/** Makes a new object and ends on its page. */
export async function createObject(page: Page, name: string): Promise<void> {
  await page.goto(home);
  await page.getByRole("button", { name: "New object" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Add the object" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

export const frames = (page: Page): Locator =>
  page
    .getByRole("navigation", { name: "Pictures" })
    .getByRole("button", { name: /^(Query|Positive) / });

export async function upload(page: Page, kind: "queries" | "positives", files: string[]) {
  await page.getByLabel(`Choose ${kind}`).first().setInputFiles(files);
}

export const boxes = (page: Page): Locator =>
  page.getByRole("button", { name: /^Box \d+ of \d+:/ });

/** Drags a rectangle over the picture, in fractions of it. */
export async function drawBox(
  page: Page,
  [left, top, right, bottom]: readonly [number, number, number, number],
): Promise<void> {
  const picture = page.getByRole("region", { name: /^(Query|Positive) \d+$/ }).getByRole("img");
  await expect(picture).toHaveJSProperty("complete", true);
  const area = await picture.boundingBox();
  if (!area) throw new Error("The picture has no place on the screen.");
  const before = await boxes(page).count();
  await page.mouse.move(area.x + left * area.width, area.y + top * area.height);
  await page.mouse.down();
  await page.mouse.move(area.x + ((left + right) / 2) * area.width, area.y + bottom * area.height);
  await page.mouse.move(area.x + right * area.width, area.y + bottom * area.height, { steps: 4 });
  await page.mouse.up();
  await expect(boxes(page)).toHaveCount(before + 1);
}

export const saved = (page: Page): Locator =>
  page.getByRole("status", { name: "State of the boxes" }).filter({ hasText: /^Saved/ });

/** `/b/<benchmark>/objects/<key>` as the API addresses it. */
export const objectPath = ({ pathname }: URL): string =>
  `${pathname.replace(/^\/b\//, "/benchmarks/").replace("/review/", "/objects/")}/`;

interface Asked {
  readonly body?: unknown;
  /** The version that a save is based on. */
  readonly version?: number;
}

/** One request of the page's own person, for what a journey needs but does not look at. */
export async function ask<T = unknown>(
  page: Page,
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  { body, version }: Asked = {},
): Promise<{ status: number; answer: T }> {
  const cookies = await page.context().cookies();
  const answer = await page.request.fetch(`/api${path}`, {
    method,
    data: body,
    headers: {
      "X-CSRFToken": cookies.find(({ name }) => name === "csrftoken")?.value ?? "",
      Referer: page.url(),
      ...(version === undefined ? {} : { "If-Match": `"${version}"` }),
    },
  });
  const text = await answer.text();
  return { status: answer.status(), answer: (text ? JSON.parse(text) : null) as T };
}
