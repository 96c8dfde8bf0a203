import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./support/test.js";

const rows = (page: Page) => page.getByRole("region", { name: "Contacts" }).locator("a.row");
const letters = (page: Page) => page.locator(".letter");
const chips = (page: Page) => page.getByRole("list", { name: "Filters" }).getByRole("link");
const status = (page: Page) => page.getByRole("region", { name: "Contacts" }).getByRole("status");

const three = [
  { name: { given: "Ann", family: "Zuse" }, phones: [{ value: "030 1" }] },
  { name: { given: "Bob", family: "Young" }, emails: [{ value: "bob@example.org" }], phones: [{ value: "030 2" }] },
  { name: { given: "Cem", family: "Acar" }, org: { name: "Apex" }, birthday: "--04-12" },
];

test("sorting and filters live in the address and show at once", async ({ page, visit, write }) => {
  for (const person of three) await write(person);
  await visit("/");
  await expect(rows(page)).toHaveText([/Ann/, /Bob/, /Cem/]);
  await expect(letters(page)).toHaveText(["A", "B", "C"]);
  await page.getByText("Filter", { exact: true }).click();
  await page.getByLabel("Sort by").selectOption("Last name");
  await expect(page).toHaveURL("/?sort=family");
  await expect(rows(page)).toHaveText([/Cem/, /Bob/, /Ann/]);
  await expect(letters(page)).toHaveText(["A", "Y", "Z"]);
  await page.getByLabel("Sort by").selectOption("Last changed");
  await expect(letters(page)).toHaveCount(0);
  await expect(rows(page)).toHaveText([/Cem/, /Bob/, /Ann/]);
  await page.getByLabel("Sort by").selectOption("First name");
  await expect(page).toHaveURL("/");

  await page.getByRole("checkbox", { name: "Phone" }).check();
  await expect(page).toHaveURL("/?has=phone");
  await expect(status(page)).toHaveText("2 contacts");
  await page.getByRole("checkbox", { name: "E-mail" }).check();
  await expect(page).toHaveURL("/?has=phone,email");
  await expect(rows(page)).toHaveText([/Bob/]);
  await expect(chips(page)).toHaveText(["Phone", "E-mail"]);
  await expectAccessible(page);
  await page.getByRole("checkbox", { name: "Birthday" }).check();
  await expect(page.getByRole("heading", { name: "Nobody fits all of this" })).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.getByRole("link", { name: "Leave out “E-mail”" }).click();
  await expect(page).toHaveURL("/?has=phone,birthday");
  await expect(page.getByRole("checkbox", { name: "E-mail" })).not.toBeChecked();
  await page.getByRole("link", { name: "Remove the filter “Phone”" }).click();
  await expect(rows(page)).toHaveText([/Cem/]);
  await page.goBack();
  await expect(page.getByRole("checkbox", { name: "Phone" })).toBeChecked();
  await page.getByRole("link", { name: "Show all contacts" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("checkbox", { name: "Phone" })).not.toBeChecked();
  await expect(rows(page)).toHaveCount(3);
});

test("favourites have a star, and a place of their own", async ({ page, visit, write }) => {
  for (const person of three) await write(person);
  await write({ name: { given: "Dana" }, starred: true });
  await visit("/");
  await expect(rows(page).filter({ hasText: "Dana" })).toHaveAccessibleName(/Favourite/);
  await expect(page.locator(".row-star")).toHaveCount(1);
  await page.getByRole("link", { name: "Favourites" }).click();
  await expect(page).toHaveURL("/?starred=true");
  await expect(rows(page)).toHaveText([/Dana/]);
  await page.getByRole("searchbox").fill("ann");
  await expect(page).toHaveURL("/?q=ann&starred=true");
  await page.getByRole("link", { name: "Leave out “Favourites”" }).click();
  await expect(rows(page)).toHaveText([/Ann/]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the form and the chips are plain", async ({ page, write }) => {
    for (const person of three) await write(person);
    await page.goto("/?q=0");
    await page.getByText("Filter", { exact: true }).click();
    await page.getByLabel("Sort by").selectOption("Last name");
    await page.getByRole("checkbox", { name: "Phone" }).check();
    await page.getByRole("checkbox", { name: "Without a label" }).check();
    await page.getByRole("button", { name: "Apply" }).last().click();
    await expect(rows(page)).toHaveText([/Bob/, /Ann/]);
    await expect(page.getByRole("searchbox")).toHaveValue("0");
    await page.getByText("Filter", { exact: true }).click();
    await expect(page.getByLabel("Sort by")).toHaveValue("family");
    await expect(page.getByRole("checkbox", { name: "Phone" })).toBeChecked();
    await page.getByRole("searchbox").fill("ann");
    await page.getByRole("searchbox").press("Enter");
    await expect(rows(page)).toHaveText([/Ann/]);
    await expect(chips(page)).toHaveText(["Without a label", "Phone"]);
    await page.getByRole("link", { name: "Remove the filter “Phone”" }).click();
    await expect(page).toHaveURL(/label=none/);
    await page.getByRole("link", { name: "All contacts" }).click();
    await expect(page).toHaveURL("/?q=ann&sort=family");
  });
});
