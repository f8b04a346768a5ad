import config from "./e2e/playwright.config";

/** So that `npx playwright test` finds its settings from this folder. */
export default config;
