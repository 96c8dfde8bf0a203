import type { Page } from "@playwright/test";
import { newAccount, registration } from "./support/api.js";
import { alive, expect, expectAccessible, test } from "./support/test.js";

/** Words in Latin letters that belong on a Persian page: the product, the languages, keys, what the visitor wrote. */
const KNOWN = /Bloknotik|Ctrl K|Enter|QR|JavaScript|English|Portugu\u00eas|Brasil|e2e-[0-9a-f]+|[\w.]+@[\w.]+|Signal|Telegram|WhatsApp|Chrome|Linux/g;

/** What somebody sees or hears of the page that is in Latin letters. */
async function foreign(page: Page): Promise<string[]> {
  const said = await page.evaluate(() => {
    const said: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest("script, style, noscript, datalist")) said.push(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
      for (const name of ["aria-label", "title", "placeholder"]) said.push(element.getAttribute(name) ?? "");
    }
    return said;
  });
  return said.filter((text) => /[A-Za-z]{2,}/.test(text.replace(KNOWN, "")));
}

async function expectPersian(page: Page) {
  await expect(page.locator("html")).toHaveAttribute("lang", "fa");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  expect(await foreign(page)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, "nothing sticks out").toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

test.describe("in a Persian browser", () => {
  test.use({ locale: "fa-IR", expected: { messages: [/status of 422/] } });

  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const) {
    test(`a book is kept in Persian at ${width} pixels`, async ({ page, visit }) => {
      const { open, first } = await registration(page.request);
      test.skip(!open && !first, "the server takes no new accounts");
      test.setTimeout(120_000);
      await page.setViewportSize({ width, height });
      const { username, password } = newAccount();

      await visit("/register");
      await expectPersian(page);
      await page.getByLabel("نام کاربری").fill(username);
      await page.getByLabel("گذرواژه").fill("کوتاه");
      await page.getByRole("button", { name: "ساختن حساب" }).click();
      await expect(page.getByText("دست‌کم ۸ نویسه.", { exact: true })).toBeVisible();
      await page.getByLabel("گذرواژه").fill(password);
      await page.getByRole("button", { name: "ساختن حساب" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "مخاطبان" })).toBeVisible();
      await expectPersian(page);

      await page.getByRole("link", { name: "مخاطب تازه" }).first().click();
      await page.getByLabel("نام", { exact: true }).fill("مینا");
      await page.getByLabel("نام خانوادگی", { exact: true }).fill("رضایی");
      await page.getByRole("textbox", { name: "تلفن ۱" }).fill("+98 912 345 6789");
      await page.getByLabel("روز").first().fill("12");
      await page.getByLabel("ماه").first().selectOption({ label: "آوریل" });
      await page.getByLabel("سال").first().fill("1985");
      await expectPersian(page);
      await page.getByRole("button", { name: "ذخیره" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("مینا رضایی");
      await expect(page.getByText("۲۳ فروردین ۱۳۶۴ (۱۲ آوریل ۱۹۸۵)")).toBeVisible();
      // The number stays as it was written, and reads from the left.
      const phone = page.getByRole("link", { name: "+98 912 345 6789", exact: true });
      expect(await phone.evaluate((link) => getComputedStyle(link).direction)).toBe("ltr");
      await expectPersian(page);

      await page.getByRole("link", { name: "ویرایش", exact: true }).click();
      await page.getByLabel("نام خودمانی").fill("مینو");
      await page.getByRole("button", { name: "ذخیره" }).click();
      await expect(page.getByText("«\u2068مینو\u2069»")).toBeVisible();

      await visit("/");
      await expect(page.getByRole("status").filter({ hasText: "۱ مخاطب" })).toBeVisible();
      await expectPersian(page);

      await visit("/settings");
      await expect(page.getByRole("heading", { level: 1, name: "تنظیمات" })).toBeVisible();
      await expectPersian(page);
    });
  }
});

test("a visitor without an account chooses a language", async ({ page, visit }) => {
  await visit("/login?next=%2Fnotes");
  await page.getByRole("button", { name: "Русский" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
  await expect(page).toHaveURL("/login?next=%2Fnotes");
  await expect(page.getByRole("button", { name: "Войти" })).toBeVisible();
  await alive(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("the settings are kept as they are chosen", async ({ page, visit, account, write }) => {
  await write({ name: { given: "Anna", family: "Zimmer" } });
  await write({ name: { given: "Zoë", family: "Adams" } });
  await visit("/");
  await page.getByRole("link", { name: account.username }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeFocused();
  await expectAccessible(page);

  const rows = page.locator(".row-title");
  await expect(rows.first()).toHaveText("Anna Zimmer");
  await page.getByLabel("Sort by").last().selectOption({ label: "Last name" });
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(rows.first()).toHaveText("Zoë Adams");

  await page.getByLabel("Your name").fill("  Anna the first ");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".account-name")).toHaveText("Anna the first");
  const kept = page.waitForResponse((answer) => answer.request().method() === "PATCH");
  await page.getByRole("checkbox", { name: "Keyboard shortcuts" }).uncheck();
  expect((await kept).ok()).toBeTruthy();

  await page.getByLabel("Language").selectOption({ label: "Português (Brasil)" });
  await expect(page.locator("html")).toHaveAttribute("lang", "pt-BR");
  await alive(page);
  await expect(page.getByRole("heading", { level: 1, name: "Configurações" })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Atalhos de teclado" })).not.toBeChecked();
  await expect(page.getByLabel("Seu nome")).toHaveValue("Anna the first");
  await expect(page.getByText("2 contatos")).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel("Idioma").selectOption({ index: 0 });
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await alive(page);
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/login");
});
