import type { Page } from "@playwright/test";
import { alive, expect, expectAccessible, named, test } from "./support/test.js";

test.use({ expected: { messages: [/status of (404|409|422)/, /ERR_FAILED/] } });

const rows = (page: Page) => page.getByRole("region", { name: "Contacts" }).locator("a.row");
const menu = (page: Page) => page.getByRole("navigation", { name: "Books and account" });
const place = (page: Page, name: string) => menu(page).locator(".place-link").filter({ hasText: name });

async function makeBook(page: Page, name: string, color: string) {
  await menu(page).getByRole("link", { name: "New book" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New book");
  await page.getByLabel("Name").fill(name);
  await page.getByRole("radio", { name: color }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/\/\?book=[0-9a-f-]{36}$/);
}

test("a book is made, filled, looked into, renamed, deleted and brought back", async ({ page, visit, write }) => {
  await write({ name: { given: "Zoe" } });
  await visit("/");
  await makeBook(page, "Chess club", "Green");
  await expect(place(page, "Chess club")).toHaveAttribute("aria-current", "true");
  await expect(place(page, "All contacts")).not.toHaveAttribute("aria-current");
  await expect(page.getByRole("heading", { name: "This book is empty" })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "New contact" }).first().click();
  await page.getByLabel("First name").fill("Bobby");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bobby");
  await expect(rows(page)).toHaveText([/Bobby/]);
  await expect(place(page, "Chess club")).toHaveAccessibleName(/1 contact/);
  await place(page, "All contacts").click();
  await expect(rows(page)).toHaveCount(2);
  await place(page, "Chess club").click();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("searchbox").fill("zoe");
  await expect(page.getByRole("heading", { name: "Nobody matches “zoe”" })).toBeVisible();
  await page.getByRole("link", { name: "Leave out “Chess club”" }).click();
  await expect(rows(page)).toHaveText([/Zoe/]);
  await page.getByRole("searchbox").fill("");
  await expect(rows(page)).toHaveCount(2);

  await place(page, "Chess club").hover();
  await menu(page).getByRole("link", { name: "Change “Chess club”" }).click();
  await expect(page.getByRole("radio", { name: "Green" })).toBeChecked();
  await page.getByLabel("Name").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Name")).toBeFocused();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription(/must not be empty/);
  await page.getByLabel("Name").fill("Go club");
  await page.getByRole("radio", { name: "Pink" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(place(page, "Go club").locator(".color-pink")).toBeVisible();
  await expect(place(page, "Go club")).toHaveAttribute("aria-current", "true");
  await page.reload();
  await alive(page);
  await expect(place(page, "Go club")).toHaveAttribute("aria-current", "true");
  const address = page.url();

  await place(page, "Go club").hover();
  await menu(page).getByRole("link", { name: "Change “Go club”" }).click();
  await page.getByRole("button", { name: "Delete book" }).click();
  await expect(page).toHaveURL("/");
  await expect(place(page, "Go club")).toHaveCount(0);
  await expect(rows(page)).toHaveText([/Zoe/]);
  await page.goto(address);
  await alive(page);
  await expect(page.getByRole("heading", { name: "This is not here" })).toBeVisible();
  await page.getByRole("link", { name: "Show all contacts" }).click();
  await expect(rows(page)).toHaveCount(1);

  await makeBook(page, "Brief", "Red");
  await place(page, "Brief").hover();
  await menu(page).getByRole("link", { name: "Change “Brief”" }).click();
  await page.getByRole("button", { name: "Delete book" }).click();
  await expect(place(page, "Brief")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(place(page, "Brief")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: `“${named("Brief")}” is back` })).toBeVisible();
});

test("the default book stays, and its form says so", async ({ page, visit, account }) => {
  void account;
  await visit("/");
  const edit = menu(page).getByRole("link", { name: /^Change/ }).first();
  await visit((await edit.getAttribute("href"))!);
  await expect(page.getByText("so it cannot be deleted")).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete book" })).toHaveCount(0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.goto("/books/00000000-0000-0000-0000-000000000404/edit");
  await alive(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This is not here");
});

test("on a phone the places are in a drawer", async ({ page, visit, write }) => {
  await write({ name: { given: "Ann" } });
  await page.setViewportSize({ width: 390, height: 844 });
  await visit("/");
  await expect(menu(page)).toBeHidden();
  await page.getByRole("button", { name: "Books and labels" }).click();
  await expect(menu(page)).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.keyboard.press("Escape");
  await expect(menu(page)).toBeHidden();
  await page.getByRole("button", { name: "Books and labels" }).click();
  await place(page, "Favourites").click();
  await expect(page).toHaveURL("/?starred=true");
  await expect(menu(page)).toBeHidden();
  await expect(page.getByRole("heading", { name: "No favourites yet" })).toBeVisible();
  await page.getByRole("button", { name: "Books and labels" }).click();
  await menu(page).getByRole("link", { name: "New book" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New book");
  await expect(menu(page)).toBeHidden();
});

test("a label is made once, looked into, renamed and deleted, and people stay", async ({ page, visit, write }) => {
  await write({ name: { given: "Ann" }, labels: ["Family"] });
  await write({ name: { given: "Bob" } });
  await visit("/");
  await place(page, "Family").click();
  await expect(page).toHaveURL(/\/\?label=[0-9a-f-]{36}$/);
  await expect(rows(page)).toHaveText([/Ann/]);
  await menu(page).getByRole("link", { name: "New label" }).click();
  await page.getByLabel("Name").fill("Neighbours");
  await page.getByRole("radio", { name: "Orange" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Nobody has this label" })).toBeVisible();
  await expect(place(page, "Neighbours")).toHaveAttribute("aria-current", "true");
  await place(page, "Neighbours").hover();
  await menu(page).getByRole("link", { name: "Change “Neighbours”" }).click();
  await page.getByLabel("Name").fill("family");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Name")).toBeFocused();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription(/is taken/);
  await place(page, "Family").hover();
  await menu(page).getByRole("link", { name: "Change “Family”" }).click();
  // What was typed and refused is left on purpose.
  await page.getByRole("dialog").getByRole("link", { name: "Leave" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Change “Family”");
  await page.getByRole("button", { name: "Delete label" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("status").filter({ hasText: `“${named("Family")}” was deleted` })).toBeVisible();
  await expect(place(page, "Family")).toHaveCount(0);
  await expect(rows(page)).toHaveText([/Ann/, /Bob/]);
});
