import type { Page } from "@playwright/test";
import { amara, people } from "./support/sample.js";
import { expect, expectAccessible, test } from "./support/test.js";

test.use({ expected: { messages: [/status of 404/] } });

const themes = ["light", "dark"] as const;
const widths = [1280, 390];

/** Calls back for every theme and width, with the page loaded anew. */
async function inEveryLook(page: Page, visit: (path: string) => Promise<void>, path: string) {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await visit(path);
      await expectAccessible(page);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beyond, `${path} at ${width} scrolls sideways`).toBeLessThanOrEqual(0);
    }
  }
}

for (const path of ["/login", "/login?error=bad_credentials&username=ann", "/register", "/register?error=taken&field=username"]) {
  test(`${path} is accessible`, async ({ page, visit }) => inEveryLook(page, visit, path));
}

for (const path of ["/", "/?q=nobody", "/contacts/new", "/nowhere"]) {
  test(`${path} of an empty book is accessible`, async ({ page, visit, account }) => {
    void account;
    await inEveryLook(page, visit, path);
  });
}

test("list, contact and form are accessible", async ({ page, visit, write }) => {
  // Sixteen pages are looked through.
  test.slow();
  for (const person of people) await write(person);
  const { id } = await write(amara);
  for (const path of ["/", "/?q=a", `/contacts/${id}`, `/contacts/${id}/edit`]) {
    await inEveryLook(page, visit, path);
  }
});

test("320 pixels are enough for everything", async ({ page, visit, write }) => {
  const { id } = await write(amara);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ["/", `/contacts/${id}`, `/contacts/${id}/edit`, "/register"]) {
    await visit(path);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond, path).toBeLessThanOrEqual(0);
  }
});

test("the keyboard gets everywhere and past the list", async ({ page, visit, write }) => {
  await write(amara);
  await visit("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#content")).toBeFocused();
  await page.getByRole("link", { name: "Amara Okafor" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.locator("article").getByRole("link", { name: "Family", exact: true })).toBeFocused();
});
