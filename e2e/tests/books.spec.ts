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

test("a book is made, filled, looked into, renamed, deleted and brought back", async ({ page, visit, write, isMobile }) => {
  test.skip(isMobile, "on a phone books and labels have a journey of their own");
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
  const edit = page.locator("nav a[href^='/books/'][href$='/edit']").first();
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

test("a new contact goes to the book that its form names", async ({ page, visit, account, isMobile }) => {
  test.skip(isMobile, "on a phone books and labels have a journey of their own");
  void account;
  const book = page.getByRole("combobox", { name: "Book", exact: true });
  await visit("/contacts/new");
  await expect(page.getByLabel("First name")).toBeVisible();
  await expect(book).toBeHidden();
  await visit("/");
  await makeBook(page, "Chess club", "Green");
  await visit("/contacts/new");
  await expect(book.locator("option:checked")).not.toHaveText("Chess club");
  await book.selectOption("Chess club");
  await page.getByLabel("First name").fill("Bobby");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bobby");
  await expect(place(page, "Chess club")).toHaveAccessibleName(/1 contact/);

  // Of a book that is gone.
  await visit("/contacts/new?book=00000000-0000-7000-8000-000000000000");
  await page.getByLabel("First name").fill("Garry");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Garry");
});

test("a label is made once, looked into, renamed and deleted, and people stay", async ({ page, visit, write, isMobile }) => {
  test.skip(isMobile, "on a phone books and labels have a journey of their own");
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
  const question = page.getByRole("alert").filter({ hasText: "cannot be undone" });
  await expect(question.getByRole("button", { name: "Delete" })).toBeFocused();
  await expect(question).toContainText("1 contact");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Delete label" })).toBeFocused();
  await page.getByRole("button", { name: "Delete label" }).click();
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("status").filter({ hasText: `“${named("Family")}” was deleted` })).toBeVisible();
  await expect(place(page, "Family")).toHaveCount(0);
  await expect(rows(page)).toHaveText([/Ann/, /Bob/]);
});

test("how far a new name of a label has got is seen, and what it could not be written on", async ({ page, visit, write, baseURL }) => {
  await write({ name: { given: "Ann" }, labels: ["Family"] });
  const labels = (await (await page.request.get(`${baseURL}/api/v1/labels`)).json()) as { id: string }[];
  const id = "018f0000-0000-7000-8000-000000000001";
  const standing = { id, total: 500, done: 100, changed: 100, failed: 0, state: "running" };
  await page.route("**/api/v1/labels/*", async (route) => {
    const label = { ...labels[0], name: "Kin" };
    await route.fulfill({ status: 202, json: { ...label, operation: standing } });
  });
  let now: object = standing;
  await page.route("**/api/v1/operations/*", (route) => route.fulfill({ json: now }));
  await visit(`/labels/${labels[0]!.id}/edit`);
  await page.getByLabel("Name").fill("Kin");
  await page.getByRole("button", { name: "Save" }).click();
  const progress = page.getByRole("region", { name: `Renaming the label to “${named("Kin")}”` });
  await expect(progress).toContainText("100 of 500");
  now = { ...standing, done: 500, changed: 499, failed: 1, failures: { gone: 0, full: 1, no_book: 0 }, state: "done" };
  await expect(page.getByRole("alert").filter({ hasText: "499 contacts" })).toContainText("1 contact cannot hold any more.");
});

test("on a phone books and labels are made, changed and deleted", async ({ page, visit, write }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await write({ name: { given: "Ann" }, labels: ["Family"] });
  await visit("/");
  const open = () => page.getByRole("button", { name: "Books and labels" }).click();
  await open();
  await makeBook(page, "Chess club", "Green");
  await expect(page.getByRole("heading", { name: "This book is empty" })).toBeVisible();
  for (const [old, name, color] of [
    ["Chess club", "Go club", "Pink"],
    ["Family", "Kin", "Orange"],
  ] as const) {
    await open();
    await menu(page).getByRole("link", { name: `Change “${old}”` }).click();
    await expectAccessible(page);
    await page.getByLabel("Name").fill(name);
    await page.getByRole("radio", { name: color }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await open();
    await expect(place(page, name).locator(`.color-${color.toLowerCase()}`)).toBeVisible();
    await expect(place(page, name)).toHaveAttribute("aria-current", "true");
    await expect(place(page, old)).toHaveCount(0);
    await page.keyboard.press("Escape");
  }
  await expect(rows(page)).toHaveText([/Ann/]);
  await open();
  await menu(page).getByRole("link", { name: "Change “Kin”" }).click();
  await page.getByRole("button", { name: "Delete label" }).click();
  await page.getByRole("alert").getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL("/");
  await open();
  await menu(page).getByRole("link", { name: "Change “Go club”" }).click();
  await page.getByRole("button", { name: "Delete book" }).click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await expect(rows(page)).toHaveText([/Ann/]);
  await open();
  for (const name of ["Kin", "Go club"]) await expect(place(page, name)).toHaveCount(0);
});
