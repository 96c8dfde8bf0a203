import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./support/test.js";

const question = (page: Page) => page.getByRole("dialog", { name: "Leave without saving?" });
const stay = (page: Page) => question(page).getByRole("button", { name: "Keep editing" });
/** Presses "back" where it may be refused: a navigation that does not come is not waited for. */
const pressBack = (page: Page) => page.evaluate(() => history.back());
const leave = (page: Page) => question(page).getByRole("link", { name: "Leave" });

test("back does not throw typed text away, and goes back when it may", async ({ page, visit, write }) => {
  await write({ name: { given: "Bea" } });
  await visit("/notes");
  await page.getByRole("link", { name: "Bea" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bea" })).toBeVisible();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await expect(page.getByLabel("First name")).toBeVisible();
  const form = page.url();
  await page.getByLabel("First name").fill("Beatrice");
  for (let again = 0; again < 2; again++) {
    await pressBack(page);
    await expect(question(page)).toBeVisible();
    await expect(page).toHaveURL(form);
    if (again === 0) await expectAccessible(page);
    await stay(page).click();
    await expect(question(page)).toBeHidden();
    await expect(page.getByLabel("First name")).toHaveValue("Beatrice");
  }
  await pressBack(page);
  await leave(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bea" })).toBeVisible();
  await expect(page).not.toHaveURL(/edit/);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Notes" })).toBeVisible();
});

test("back asks nothing where nothing was typed, and nothing after saving", async ({ page, visit, write }) => {
  await write({ name: { given: "Bea" } });
  await visit("/notes");
  await page.getByRole("link", { name: "New contact" }).first().click();
  await expect(page.getByLabel("First name")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Notes" })).toBeVisible();
  await page.getByRole("link", { name: "New contact" }).first().click();
  await page.getByLabel("First name").fill("Ann");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ann" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Notes" })).toBeVisible();
});

for (const [what, path, field] of [
  ["a book", "/books/new", "Name"],
  ["a label", "/labels/new", "Name"],
  ["one’s own name", "/settings", "Your name"],
] as const) {
  test(`the form of ${what} asks by link and by back`, async ({ page, visit, account }) => {
    void account;
    await visit("/birthdays");
    await page.evaluate((path) => {
      const link = document.createElement("a");
      link.href = path;
      document.querySelector("main")!.append(link);
      link.click();
    }, path);
    await expect(page).toHaveURL(path);
    await page.getByLabel(field).fill("Something");
    await page.getByRole("link", { name: "Notes" }).click();
    await stay(page).click();
    await expect(page.getByLabel(field)).toHaveValue("Something");
    await pressBack(page);
    await stay(page).click();
    await expect(page.getByLabel(field)).toHaveValue("Something");
    await page.getByRole("link", { name: "Notes" }).click();
    await leave(page).click();
    await expect(page.getByRole("heading", { level: 1, name: "Notes" })).toBeVisible();
  });
}

test("a half written note is not left by a link of its contact", async ({ page, visit, write }) => {
  const { id } = await write({ name: { given: "Bea" } });
  await visit(`/contacts/${id}`);
  await page.getByRole("button", { name: "New note" }).click();
  await page.getByLabel("Title").fill("Call back");
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await stay(page).click();
  await expect(page.getByLabel("Title")).toHaveValue("Call back");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Call back")).toBeVisible();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await expect(page.getByLabel("First name")).toBeVisible();
});

test("deleting a contact asks where a note about it is half written", async ({ page, visit, write }) => {
  const { id } = await write({ name: { given: "Bea" } });
  await visit(`/contacts/${id}`);
  await page.getByRole("button", { name: "New note" }).click();
  await page.getByLabel("Title").fill("Call back");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await stay(page).click();
  await expect(page.getByLabel("Title")).toHaveValue("Call back");
  // What was not done is not done later.
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await leave(page).click();
  await expect(page.getByLabel("First name")).toHaveValue("Bea");
  await visit(`/contacts/${id}`);
  await page.getByRole("button", { name: "New note" }).click();
  await page.getByLabel("Title").fill("Call back");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await leave(page).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("status").filter({ hasText: "was deleted" })).toBeVisible();
});

test("cancel means it", async ({ page, visit, account }) => {
  void account;
  await visit("/books/new");
  await page.getByLabel("Name").fill("Something");
  await page.getByRole("link", { name: "Cancel" }).last().click();
  await expect(page).toHaveURL("/");
  await expect(question(page)).toBeHidden();
});
