// Takes the README's picture: signs in and photographs one object page.
// Run: ARISTARCH_URL=… EMAIL=… PASSWORD=… node scripts/screenshot.mjs /b/sample/objects/<key> docs/object-page.png
import { createRequire } from "node:module";

const require = createRequire(new URL("../frontend/package.json", import.meta.url));
const { chromium } = require("@playwright/test");
const [, , path, file] = process.argv;
const { ARISTARCH_URL, EMAIL, PASSWORD, CHROMIUM = "/usr/bin/chromium" } = process.env;

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(`${ARISTARCH_URL}/sign-in`);
await page.getByLabel(/e-?mail/i).fill(EMAIL);
await page.getByLabel(/password/i).first().fill(PASSWORD);
await page.keyboard.press("Enter");
await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
await page.goto(`${ARISTARCH_URL}${path}`);
await page.waitForLoadState("networkidle");
await page.screenshot({ path: file });
await browser.close();
