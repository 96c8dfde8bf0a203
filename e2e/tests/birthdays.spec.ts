import type { Page } from "@playwright/test";
import { alive, expect, expectAccessible, test } from "./support/test.js";

test.use({ timezoneId: "Pacific/Kiritimati" });

const page_ = (page: Page) => page.locator(".birthdays-page");
const rows = (page: Page) => page_(page).locator(".born");

/** A day, so many from today in the time zone of the browser, without its year. */
async function day(page: Page, from: number) {
  return page.evaluate((from) => {
    const day = new Date();
    day.setDate(day.getDate() + from);
    return `-${`${day.getMonth() + 1}`.padStart(2, "0")}-${`${day.getDate()}`.padStart(2, "0")}`;
  }, from);
}

test("nobody has a birthday yet", async ({ page, visit, account }) => {
  void account;
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await visit("/birthdays");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Birthdays");
      await expect(page.getByRole("heading", { name: "No birthdays yet" })).toBeVisible();
      await expectAccessible(page);
    }
  }
});

test("the next twelve months begin where the visitor is", async ({ page, visit, write }) => {
  await visit("/birthdays");
  const year = await page.evaluate(() => new Date().getFullYear());
  await write({ name: { given: "Tom" }, birthday: `-${await day(page, 1)}` });
  await write({ name: { given: "Ann", family: "Lee" }, birthday: `${year - 41}${await day(page, 0)}` });
  await write({ name: { given: "Yesterday" }, birthday: `-${await day(page, -1)}` });
  await write({ name: { given: "Nobody" } });
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await visit("/birthdays");
      await expect(rows(page)).toHaveCount(3);
      await expect(rows(page).nth(0)).toContainText(/Ann Lee\s*turns 41\s*Today/);
      await expect(rows(page).nth(1)).toContainText(/Tom\s*Tomorrow/);
      await expect(rows(page).nth(2)).toContainText("Yesterday");
      await expect(rows(page).nth(2)).not.toContainText("turns");
      await expectAccessible(page);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beyond).toBeLessThanOrEqual(0);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  const menu = page.getByRole("navigation", { name: "Books and account" });
  await expect(menu.getByRole("link", { name: "Birthdays" })).toHaveAttribute("aria-current", "page");
  await rows(page).nth(0).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ann Lee");
  await menu.getByRole("link", { name: "Birthdays" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("birthdays of one book, page by page", async ({ page, visit, write, baseURL }) => {
  // The account comes with the first contact.
  await write({ name: { given: "Nobody" } });
  const made = await page.request.post("/api/v1/books", { data: { name: "Go club" }, headers: { origin: baseURL! } });
  expect(made.status()).toBe(201);
  const { id: book_id } = (await made.json()) as { id: string };
  await write({ name: { given: "Ann" }, birthday: "1990-04-12" });
  await write({ name: { given: "Bob" }, birthday: "1990-04", book_id });
  await visit("/birthdays");
  await expect(rows(page)).toHaveCount(2);
  await page_(page).getByRole("link", { name: "Go club" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(/Bob\s*turns \d+ · Day not known/);
  await expect(page_(page).getByRole("link", { name: "Go club" })).toHaveAttribute("aria-current", "true");
  await page.reload();
  await alive(page);
  await expect(rows(page)).toHaveCount(1);
});

test("a secret address is made, copied, renewed and revoked", async ({ page, visit, write, context, baseURL, playwright }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: baseURL! });
  await write({ name: { given: "Zoë" }, birthday: "1985-04-12" });
  await visit("/birthdays");
  await page.getByText("Subscribe in your calendar").click();
  await page.getByRole("button", { name: "Make a secret address" }).click();
  const address = page.getByLabel("Secret address", { exact: true });
  await expect(address).toHaveValue(/^http.*\/calendar\/[\w-]{64}\.ics$/);
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await expectAccessible(page);
    }
  }
  const first = await address.inputValue();
  await page.getByRole("button", { name: "Copy Secret address" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" }).first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first);
  // A calendar program has no cookie.
  const program = await playwright.request.newContext();
  const feed = await program.get(first);
  expect(feed.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
  expect(await feed.text()).toContain("SUMMARY:Zoë’s birthday (1985)\r\n");
  // It is there again after a reload.
  await page.reload();
  await alive(page);
  await page.getByText("Subscribe in your calendar").click();
  await expect(address).toHaveValue(first);
  await page.getByRole("button", { name: "Make a new one" }).click();
  await expect(page.getByRole("status").filter({ hasText: "There is a new secret address" })).toBeVisible();
  await expect(address).not.toHaveValue(first);
  expect((await program.get(first)).status()).toBe(404);
  const second = await address.inputValue();
  expect((await program.get(second)).status()).toBe(200);
  await page.getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("status").filter({ hasText: "was revoked" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Make a secret address" })).toBeVisible();
  expect((await program.get(second)).status()).toBe(404);
  await program.dispose();
});

test("on paper there is nothing but the birthdays", async ({ page, visit, write }) => {
  await write({ name: { given: "Ann" }, birthday: "1990-04-12" });
  await visit("/birthdays");
  await page.emulateMedia({ media: "print" });
  await expect(rows(page)).toBeVisible();
  for (const hidden of [page.getByRole("navigation"), page.locator(".feed"), page.getByRole("button", { name: "Print" })]) {
    await expect(hidden.first()).toBeHidden();
  }
});
