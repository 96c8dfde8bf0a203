import type { Page } from "@playwright/test";
import { amara, people } from "./support/sample.js";
import { expect, expectAccessible, test } from "./support/test.js";

test.use({ expected: { messages: [/status of 404/] } });

/** Both themes and both widths, each once; all four pairs where there is time (`./justw thorough`). */
const looks = [
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 390 },
  ...(process.env.E2E_THOROUGH ? ([{ colorScheme: "dark", width: 1280 }, { colorScheme: "light", width: 390 }] as const) : []),
] as const;

/** Looks at a page in each of them; loaded anew for each where there is time. */
async function inEveryLook(page: Page, visit: (path: string) => Promise<void>, path: string) {
  for (const [index, { colorScheme, width }] of looks.entries()) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    if (index === 0 || process.env.E2E_THOROUGH) await visit(path);
    await expectAccessible(page);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond, `${path} at ${width} scrolls sideways`).toBeLessThanOrEqual(0);
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
  // Up to sixteen pages are looked through.
  test.slow();
  for (const person of people) await write(person);
  const { id } = await write(amara);
  for (const path of ["/", "/?q=a", `/contacts/${id}`, `/contacts/${id}/edit`]) {
    await inEveryLook(page, visit, path);
  }
});

test("birthdays, notes, settings, books and labels are accessible", async ({ page, visit, write, baseURL }) => {
  test.slow();
  await write(amara);
  const made = async (what: string, data: object) => {
    const answer = await page.request.post(`/api/v1/${what}`, { data, headers: { origin: baseURL! } });
    return ((await answer.json()) as { id: string }).id;
  };
  const book = await made("books", { name: "Club" });
  const label = await made("labels", { name: "Neighbours" });
  await made("notes", { title: "Shopping", body: "milk, see https://example.org", pinned: true });
  const paths = ["/birthdays", "/notes", "/settings", "/books/new", `/books/${book}/edit`, "/labels/new", `/labels/${label}/edit`];
  for (const path of [...paths, `/?book=${book}`, `/?label=${label}`]) await inEveryLook(page, visit, path);
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
