/** On a phone: a box drawn with a finger. */

import { expect, type Page, test } from "@playwright/test";
import {
  boxes,
  createObject,
  frames,
  photograph,
  saved,
  signConsent,
  signIn,
  upload,
} from "./studio";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** One finger from corner to corner, in fractions of the picture. */
async function drawByTouch(page: Page, from: [number, number], to: [number, number]) {
  const picture = page.getByRole("region", { name: "Query 1", exact: true }).getByRole("img");
  await expect(picture).toHaveJSProperty("complete", true);
  await picture.scrollIntoViewIfNeeded();
  const area = await picture.boundingBox();
  if (!area) throw new Error("The picture has no place on the screen.");
  const finger = await page.context().newCDPSession(page);
  const at = (step: number) => ({
    x: area.x + (from[0] + (to[0] - from[0]) * step) * area.width,
    y: area.y + (from[1] + (to[1] - from[1]) * step) * area.height,
  });
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at(0)] });
  for (const step of [0.25, 0.5, 0.75, 1]) {
    await finger.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [at(step)] });
  }
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

test("a finger draws a box that is saved where it was drawn", async ({ page }) => {
  await signIn(page, "collector");
  await signConsent(page);
  await createObject(page, `Touched ${Date.now() % 100_000}`);
  await upload(page, "queries", [photograph("query.jpg")]);
  await expect(frames(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Dismiss query.jpg" }).click();
  await page.getByRole("button", { name: "Draw a box" }).click();
  await drawByTouch(page, [0.25, 0.25], [0.75, 0.75]);
  await expect(boxes(page)).toHaveCount(1);
  await expect(saved(page)).toBeVisible();
  const x = Number(await page.getByRole("textbox", { name: "Box 1, x" }).inputValue());
  const width = Number(await page.getByRole("textbox", { name: "Box 1, width" }).inputValue());
  expect(x / 1280).toBeCloseTo(0.25, 1);
  expect(width / 1280).toBeCloseTo(0.5, 1);
  await page.getByRole("button", { name: "Done drawing" }).click();
  await expect(page.getByRole("button", { name: "Draw a box" })).toBeVisible();
});
