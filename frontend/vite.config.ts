import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = process.env.ARISTARCH_BACKEND ?? "http://127.0.0.1:8000";

export default defineConfig(({ command, mode }) => ({
  // Django serves the built files through WhiteNoise; the development server stands at the root.
  base: command === "build" && mode !== "test" ? "/static/" : "/",
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "dist",
    manifest: true,
    target: "es2023",
    // The content security policy allows no data: scripts, and small files cache better apart.
    assetsInlineLimit: 0,
  },
  // The host is passed on as it is, for Django compares it with the origin of every change.
  server: {
    proxy: {
      "/api": { target: backend, changeOrigin: false },
      "/admin": { target: backend, changeOrigin: false },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    restoreMocks: true,
  },
}));
