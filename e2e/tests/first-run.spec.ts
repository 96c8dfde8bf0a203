import { newAccount, registration } from "./support/api.js";
import { alive, expect, expectAccessible, test } from "./support/test.js";

test("a new server welcomes its first visitor, who keeps a contact", async ({ page, visit, request }) => {
  const { first } = await registration(request);
  test.skip(!first, "this server has accounts already");
  const account = newAccount();

  await visit("/");
  await expect(page).toHaveURL("/register");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome to Bloknotik");
  await expectAccessible(page);
  await page.getByLabel("Username").fill(account.username);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("heading", { name: "A fresh page" })).toBeVisible();

  await page.getByRole("link", { name: "New contact" }).first().click();
  await page.getByLabel("First name").fill("Ada");
  await page.getByLabel("Last name").fill("Lovelace");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Lovelace");

  await page.reload();
  await alive(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Lovelace");
});
