import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page, type Request } from "@playwright/test";
import { type Account, type Contact, create, signIn } from "./api.js";

type Fixtures = {
  /** Messages of the console that a test expects; all others make it fail. (A bare list would be ambiguous.) */
  expected: { messages: RegExp[] };
  /** Fails the test on anything that the page complains about. */
  quiet: void;
  /** Goes to an address and waits until the page is alive. */
  visit: (path: string) => Promise<void>;
  /** An account of the test's own; the page is signed in. */
  account: Account;
  /** Makes a contact in that account's book. */
  write: (contact: object) => Promise<Contact>;
};

export const test = base.extend<Fixtures>({
  expected: [{ messages: [] }, { option: true }],

  quiet: [
    async ({ page, expected }, use, testInfo) => {
      const complaints: string[] = [];
      const open = new Set<Request>();
      page.on("request", (request) => void open.add(request));
      const end = (request: Request) => void open.delete(request);
      page.on("requestfinished", end);
      page.on("requestfailed", end);
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") {
          complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
        }
      });
      page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
      await use();
      // Who waited in vain, the page for the server or the test for the page?
      if (testInfo.status !== testInfo.expectedStatus) {
        console.log("the page was still asking for", [...open].map((request) => `${request.method()} ${request.url()}`));
      }
      const unexpected = complaints.filter((text) => !expected.messages.some((known) => known.test(text)));
      expect(unexpected, "the page complained").toEqual([]);
    },
    { auto: true },
  ],

  visit: async ({ page }, use) => {
    await use(async (path) => {
      await page.goto(path);
      await alive(page);
    });
  },

  account: async ({ page, baseURL }, use) => use(await signIn(page.request, baseURL!)),

  write: async ({ page, baseURL, account }, use) => {
    void account;
    await use((contact) => create(page.request, baseURL!, contact));
  },
});

/** A name in the midst of a sentence: whichever way it is written, it turns nothing around it. */
export const named = (name: string) => `\u2068${name}\u2069`;

/** Waits for what the page itself says, never for time. */
export async function alive(page: Page) {
  await page.locator("html[data-hydrated=true]").waitFor({ state: "attached" });
}

/** Waits until nothing is on its way from one colour or place to another: what was measured then is seen by nobody. */
async function settled(page: Page) {
  await page.evaluate(async () => {
    const ends = (one: Animation) => Number.isFinite(one.effect?.getComputedTiming().endTime ?? 0);
    const moving = document.getAnimations().filter((one) => one.playState === "running" && ends(one));
    // Bounded: what goes with its element while it moves may keep its promise open for ever.
    await Promise.race([Promise.allSettled(moving.map((one) => one.finished)), new Promise((over) => setTimeout(over, 3000))]);
  });
}

/** Fails on anything that keeps somebody from using the page. */
export async function expectAccessible(page: Page) {
  // What sticks to the foot of a form covers something wherever the page is scrolled to, and scrolling frees it.
  const stick = (position: string) =>
    page.evaluate((position) => {
      for (const foot of document.querySelectorAll<HTMLElement>(".form-foot")) foot.style.position = position;
    }, position);
  await stick("static");
  await settled(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  await stick("");
  const told = violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((n) => `${n.html} ${n.failureSummary}`) }));
  expect(told).toEqual([]);
}

export { expect };
