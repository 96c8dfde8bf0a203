import { defineConfig } from "@playwright/test";

// The system's own Chromium: Playwright's download does not work behind every wall.
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  workers: Number(process.env.E2E_WORKERS ?? 2),
  // A test that passes only the second time is a bug, in the test or in the product.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  expect: { timeout: 10_000 },
  timeout: 60_000,
  use: {
    baseURL: process.env.BASE_URL ?? "http://localhost:5555",
    viewport: { width: 1280, height: 800 },
    // For whoever can look at it: recording takes time, also of the tests that pass.
    trace: process.env.CI ? "off" : "retain-on-failure",
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    // Before all others: the journey of a first visitor needs a server without accounts.
    { name: "first-run", testMatch: "first-run.spec.ts" },
    { name: "journeys", testIgnore: "first-run.spec.ts", dependencies: ["first-run"] },
    // What is done with contacts, once more on a phone. (All that has to look otherwise there has journeys of its own above.)
    ...(process.env.E2E_THOROUGH
      ? [
          {
            name: "phone",
            testMatch: /(fields|form|notes|share|books|no-script|undo)\.spec\.ts/,
            dependencies: ["first-run"],
            use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
          },
        ]
      : []),
  ],
});
