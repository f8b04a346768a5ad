/** How a page looks, light and dark, wide and narrow, and what axe says of it. */

import { mkdirSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const shots = process.env.ARISTARCH_SHOTS;

export const LOOKS = [
  { scheme: "light", width: 1440, height: 900 },
  { scheme: "dark", width: 1440, height: 900 },
  { scheme: "light", width: 390, height: 844 },
  { scheme: "dark", width: 390, height: 844 },
] as const;

type Look = (typeof LOOKS)[number];

async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await page.waitForLoadState("networkidle");
}

/** Four pictures of the whole page as it stands, and no complaint of axe in any of them. */
export async function look(
  page: Page,
  name: string,
  looks: readonly Look[] = LOOKS,
  fullPage = false,
): Promise<void> {
  for (const { scheme, width, height } of looks) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await settled(page);
    if (fullPage) await page.evaluate(() => window.scrollTo(0, 0));
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: `${shots}/${name}-${scheme}-${width}.png`, fullPage });
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
    );
    expect(found, `${name}, ${scheme}, ${width} px wide`).toEqual([]);
  }
}
