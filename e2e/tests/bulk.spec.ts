import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { alive, expect, expectAccessible, named, test } from "./support/test.js";

const region = (page: Page) => page.getByRole("region", { name: "Contacts" });
const bar = (page: Page) => page.getByRole("group", { name: "Selected contacts" });
const action = (page: Page, name: string) => bar(page).getByRole("button", { name, exact: true });
const box = (page: Page, name: string) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
const count = (page: Page) => bar(page).getByRole("status");
const toast = (page: Page, text: string) => page.locator(".toast").filter({ hasText: text });
const dialog = (page: Page) => page.getByRole("dialog");
const total = (page: Page) => region(page).locator(".count");

const names = ["Ann", "Bea", "Cora", "Dan", "Eve", "Finn", "Gus"];
type Write = (contact: object) => Promise<{ id: string }>;

async function some(write: Write) {
  const ids: Record<string, string> = {};
  for (const given of names) ids[given] = (await write({ name: { given } })).id;
  return ids;
}

/** Hundreds; a few requests at a time. */
async function many(write: Write, all = 320) {
  const name = (n: number) => ({ name: { given: `Person ${String(n).padStart(3, "0")}` } });
  for (let n = 0; n < all; n += 20) {
    await Promise.all(Array.from({ length: Math.min(20, all - n) }, (_, at) => write(name(n + at))));
  }
  return all;
}

async function totalOf(page: Page, query: string) {
  const list = await page.request.get(`/api/v1/contacts?limit=1&${query}`);
  return ((await list.json()) as { total: number }).total;
}

async function post(page: Page, baseURL: string | undefined, path: string, data: object) {
  const answer = await page.request.post(`/api/v1/${path}`, { data, headers: { origin: baseURL! } });
  expect(answer.ok(), await answer.text()).toBeTruthy();
  return (await answer.json()) as { id: string };
}

test("some are selected, labelled and unlabelled", async ({ page, visit, write }) => {
  await some(write);
  await visit("/");
  await expect(bar(page)).toHaveCount(0);
  await region(page).getByRole("link", { name: "Bea" }).hover();
  await box(page, "Bea").click();
  await expect(count(page)).toHaveText("1 contact selected");
  await box(page, "Dan").click();
  await expect(count(page)).toHaveText("2 contacts selected");
  await expect(box(page, "Dan")).toBeChecked();
  await expect(region(page).getByRole("link", { name: "Dan" })).toHaveAccessibleDescription("Selected");
  // It stays while a contact is looked at.
  await region(page).getByRole("link", { name: "Cora" }).click();
  await expect(page.getByRole("heading", { name: "Cora" })).toBeVisible();
  await expect(count(page)).toHaveText("2 contacts selected");

  await action(page, "Add label").click();
  await expect(dialog(page)).toHaveAccessibleName("Add a label to 2 contacts");
  await dialog(page).getByRole("textbox").fill("Chess");
  await page.keyboard.press("Enter");
  await expect(toast(page, `2 contacts labelled “${named("Chess")}”.`)).toBeVisible();
  await expect(page.getByRole("link", { name: "Chess", exact: true })).toBeVisible();
  expect(await totalOf(page, "q=label:Chess")).toBe(2);
  // Whoever had it already is counted as such.
  await box(page, "Eve").click();
  await action(page, "Add label").click();
  await dialog(page).getByRole("button", { name: "Chess" }).click();
  await expect(toast(page, `1 contact labelled “${named("Chess")}”. 2 contacts had it already.`)).toBeVisible();
  await action(page, "Remove label").click();
  await dialog(page).getByRole("button", { name: "Chess" }).click();
  await expect(toast(page, `Label “${named("Chess")}” removed from 3 contacts.`)).toBeVisible();
  await expect(bar(page)).toHaveCount(0);
  expect(await totalOf(page, "q=label:Chess")).toBe(0);
});

test("a range is selected with Shift, and dropped where the list shows something else", async ({ page, visit, write }) => {
  await some(write);
  await visit("/");
  await box(page, "Bea").check({ force: true });
  await box(page, "Eve").click({ modifiers: ["Shift"] });
  await expect(count(page)).toHaveText("4 contacts selected");
  // Also on the row itself, and without opening a window.
  await region(page).getByRole("link", { name: "Gus" }).click({ modifiers: ["Shift"] });
  await expect(count(page)).toHaveText("6 contacts selected");
  await expect(box(page, "Ann")).not.toBeChecked();
  await box(page, "Cora").click();
  await expect(count(page)).toHaveText("5 contacts selected");
  // Another order shows the same contacts. (On a wide screen the bar is where the order is chosen.)
  await page.setViewportSize({ width: 700, height: 800 });
  await page.getByLabel("Sort by").selectOption("family");
  await expect(page).toHaveURL(/sort=family/);
  await expect(count(page)).toHaveText("5 contacts selected");
  await page.setViewportSize({ width: 1280, height: 800 });
  await action(page, "Clear selection").click();
  await expect(bar(page)).toHaveCount(0);
  await box(page, "Bea").click();
  await expect(count(page)).toHaveText("1 contact selected");
  await page.getByRole("link", { name: "Favourites" }).click();
  await expect(bar(page)).toHaveCount(0);
});

test("a range reaches over rows that never came, and all that match are taken without being named", async ({ page, visit, write }) => {
  const all = await many(write);
  await visit("/");
  await expect(total(page)).toHaveText(`${all} contacts`);
  await page.locator(".row-check").nth(2).click();
  await page.locator(".rows a.row").first().focus();
  await page.keyboard.press("End");
  await expect(page.locator(`.rows > [aria-posinset='${all}'] > a`)).toBeFocused();
  // Whether its contact has come by now or not.
  await page.keyboard.press("Shift+Space");
  await expect(count(page)).toHaveText(`${all - 2} contacts selected`);
  await bar(page).getByRole("button", { name: `Select all ${all}` }).click();
  await expect(count(page)).toHaveText(`${all} contacts selected`);
  await expect(bar(page).getByRole("button", { name: /Select all/ })).toHaveCount(0);
  // But for one, who is named.
  await page.locator(".row-check").last().click();
  await expect(count(page)).toHaveText(`${all - 1} contacts selected`);
  const asked = page.waitForRequest("**/api/v1/contacts/bulk");
  await action(page, "Add to favourites").click();
  const { select } = (await asked).postDataJSON() as { select: { matching: object; except: string[]; ids?: string[] } };
  expect(select.matching).toEqual({});
  expect(select.except).toHaveLength(1);
  expect(select.ids).toBeUndefined();
  await expect(toast(page, `${all - 1} contacts added to favourites.`)).toBeVisible();
  expect(await totalOf(page, "starred=true")).toBe(all - 1);
  await page.getByRole("link", { name: "Favourites" }).click();
  await expect(total(page)).toHaveText(`${all - 1} contacts`);
  // Where the list shows favourites there is nothing to add.
  await page.locator(".row-check").first().click();
  await expect(action(page, "Add to favourites")).toHaveAttribute("aria-disabled", "true");
  await expect(action(page, "Add to favourites")).toHaveAttribute("title", "All of these are favourites already");
  await expect(action(page, "Move to")).toHaveAttribute("title", "There is no other book to move to");
  await page.keyboard.press("Control+a");
  await action(page, "Remove from favourites").click();
  await expect(toast(page, `${all - 1} contacts removed from favourites.`)).toBeVisible();
  await expect(page.getByText("No favourites yet")).toBeVisible();
  await expect(bar(page)).toHaveCount(0);
});

test("a key on a row that has not come yet is not lost", async ({ page, visit, write }) => {
  const all = await many(write);
  await visit("/");
  await expect(total(page)).toHaveText(`${all} contacts`);
  await page.locator(".row-check").nth(2).click();
  await page.route("**/api/v1/contacts?*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.locator(".rows a.row").first().focus();
  await page.keyboard.press("End");
  const last = page.locator(`.rows > [aria-posinset='${all}'] > a`);
  await expect(last).toBeFocused();
  await expect(last).toHaveText("Loading…");
  await page.keyboard.press("Shift+Space");
  await expect(count(page)).toHaveText(`${all - 2} contacts selected`);
  await page.keyboard.press("Space");
  await expect(count(page)).toHaveText(`${all - 3} contacts selected`);
});

test("they move to another book and are deleted, and the list is right after it", async ({ page, visit, write, baseURL }) => {
  await some(write);
  await post(page, baseURL, "books", { name: "Work" });
  await visit("/");
  await box(page, "Bea").click();
  await box(page, "Cora").click();
  await action(page, "Move to").click();
  await dialog(page).getByRole("button", { name: "Work" }).click();
  await expect(toast(page, `2 contacts moved to “${named("Work")}”.`)).toBeVisible();
  await page.getByRole("link", { name: "Work" }).first().click();
  await expect(total(page)).toHaveText("2 contacts");
  await box(page, "Bea").click();
  await action(page, "Delete").click();
  await expect(dialog(page)).toHaveAccessibleName("Delete 1 contact?");
  await expect(dialog(page)).toContainText("no undo");
  await page.keyboard.press("Escape");
  await expect(count(page)).toHaveText("1 contact selected");
  await action(page, "Delete").click();
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await expect(total(page)).toHaveText("2 contacts");
  await bar(page).getByRole("button", { name: "Select all 2" }).click();
  await action(page, "Delete").click();
  await dialog(page).getByRole("button", { name: "Delete" }).click();
  await expect(toast(page, "2 contacts deleted.")).toBeVisible();
  await expect(region(page).getByRole("checkbox")).toHaveCount(0);
  expect(await totalOf(page, "")).toBe(5);
});

test("exactly the selected leave as a file", async ({ page, visit, write }) => {
  await some(write);
  await visit("/");
  await box(page, "Bea").click();
  await box(page, "Dan").click();
  const file = async (kind: RegExp) => {
    await action(page, "Export").click();
    const coming = page.waitForEvent("download");
    await dialog(page).getByRole("button", { name: kind }).click();
    const download = await coming;
    const path = await download.path();
    return { name: download.suggestedFilename(), text: await readFile(path, "utf8") };
  };
  const cards = await file(/vCard 3\.0/);
  expect(cards.name).toBe("contacts.vcf");
  expect(cards.text.match(/BEGIN:VCARD\r\nVERSION:3\.0\r\n/g)).toHaveLength(2);
  expect(cards.text).toMatch(/FN:Bea\r\n/);
  expect(cards.text).toMatch(/FN:Dan\r\n/);
  const newer = await file(/vCard 4\.0/);
  expect(newer.name).toBe("contacts.vcf");
  expect(newer.text.match(/BEGIN:VCARD\r\nVERSION:4\.0\r\n/g)).toHaveLength(2);
  expect(newer.text).toMatch(/FN:Bea\r\n/);
  const table = await file(/Table/);
  expect(table.name).toBe("contacts.csv");
  expect(table.text.charCodeAt(0)).toBe(0xfeff);
  expect(table.text.trimEnd().split("\r\n")).toHaveLength(3);
  const data = await file(/JSON/);
  const given = (JSON.parse(data.text) as { name: { given: string } }[]).map((one) => one.name.given);
  expect(given.sort()).toEqual(["Bea", "Dan"]);
  // All that match are named by what they match.
  await bar(page).getByRole("button", { name: "Select all 7" }).click();
  const all = await file(/vCard 4\.0/);
  expect(all.text.match(/BEGIN:VCARD\r\nVERSION:4\.0\r\n/g)).toHaveLength(7);
  await box(page, "Ann").click();
  const but = await file(/vCard 3\.0/);
  expect(but.text.match(/BEGIN:VCARD/g)).toHaveLength(6);
  expect(but.text).not.toContain("Ann");
});

test("a range begins at whoever was turned over last, wherever that is", async ({ page, visit, write }) => {
  await some(write);
  await visit("/");
  for (const name of ["Eve", "Bea", "Bea"]) await box(page, name).click();
  await box(page, "Cora").click({ modifiers: ["Shift"] });
  await expect(count(page)).toHaveText("3 contacts selected");
  await expect(box(page, "Bea")).toBeChecked();
  await expect(box(page, "Dan")).not.toBeChecked();
  // Somebody comes to stand above.
  await write({ name: { given: "Aaron" } });
  await expect(box(page, "Aaron")).toHaveCount(1);
  await box(page, "Ann").click({ modifiers: ["Shift"] });
  await expect(count(page)).toHaveText("4 contacts selected");
  await expect(box(page, "Aaron")).not.toBeChecked();
});

test("nobody is selected who is not shown any more", async ({ page, visit, write }) => {
  await some(write);
  await write({ name: { given: "Hal" }, starred: true });
  await visit("/");
  let go = () => {};
  const gate = new Promise<void>((resolve) => (go = resolve));
  await page.route(/contacts\?.*starred=true/, async (route) => {
    await gate;
    await route.continue();
  });
  const asked = page.waitForRequest(/contacts\?.*starred=true/);
  await page.getByRole("link", { name: "Favourites" }).click();
  await asked;
  await box(page, "Bea").click();
  await expect(count(page)).toHaveText("1 contact selected");
  go();
  await expect(total(page)).toHaveText("1 contact");
  await expect(bar(page)).toHaveCount(0);
});

test("deleting says how many it is at this moment", async ({ page, visit, write }) => {
  await some(write);
  await visit("/");
  await box(page, "Ann").click();
  await page.locator(".rows a.row").first().focus();
  await page.keyboard.press("Control+a");
  await action(page, "Delete").click();
  await expect(dialog(page)).toHaveAccessibleName("Delete 7 contacts?");
  await write({ name: { given: "Hal" } });
  await expect(dialog(page)).toHaveAccessibleName("Delete 8 contacts?");
});

test("what is selected while something is being done stays selected", async ({ page, visit, write }) => {
  await some(write);
  await visit("/");
  await box(page, "Ann").click();
  let go = () => {};
  const gate = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/api/v1/contacts/bulk", async (route) => {
    await gate;
    await route.continue();
  });
  await action(page, "Delete").click();
  await dialog(page).getByRole("button", { name: "Delete" }).click();
  await box(page, "Bea").click();
  go();
  await expect(toast(page, "1 contact deleted.")).toBeVisible();
  await expect(count(page)).toHaveText("1 contact selected");
  await expect(box(page, "Bea")).toBeChecked();
});

test("who was deleted elsewhere meanwhile is told apart", async ({ page, context, visit, write, baseURL }) => {
  const ids = await some(write);
  await visit("/");
  const other = await context.newPage();
  await other.goto("/");
  await alive(other);
  await box(page, "Bea").click();
  await box(page, "Cora").click();
  await page.request.delete(`/api/v1/contacts/${ids.Cora}`, { headers: { origin: baseURL! } });
  await expect(box(page, "Cora")).toHaveCount(0);
  await expect(count(page)).toHaveText("2 contacts selected");
  await action(page, "Add label").click();
  await dialog(page).getByRole("textbox").fill("Choir");
  await dialog(page).getByRole("button", { name: "Create “Choir”" }).click();
  const told = page.getByRole("alert").filter({ hasText: "1 contact is not there any more." });
  await expect(told).toContainText(`1 contact labelled “${named("Choir")}”.`);
  await expectAccessible(page);
  // Somebody has to have read it.
  await told.getByRole("button", { name: "Dismiss" }).click();
  await expect(told).toHaveCount(0);
  // The other page has heard of the label.
  await expect(other.getByRole("link", { name: "Choir", exact: true })).toBeVisible();
  await other.close();
});

test("everything is done by the keyboard alone", async ({ page, visit, write }) => {
  await some(write);
  await visit("/");
  const row = (name: string) => region(page).getByRole("link", { name, exact: true });
  await row("Ann").focus();
  await page.keyboard.press("Space");
  await expect(count(page)).toHaveText("1 contact selected");
  for (let n = 0; n < 3; n++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+Space");
  await expect(count(page)).toHaveText("4 contacts selected");
  await expect(row("Dan")).toBeFocused();
  // The list is one stop, with boxes or without.
  await expect(page.locator(".rows [tabindex='0']")).toHaveCount(1);
  await page.keyboard.press("Space");
  await expect(count(page)).toHaveText("3 contacts selected");
  await page.keyboard.press("Escape");
  await expect(bar(page)).toHaveCount(0);
  await expect(row("Dan")).toBeFocused();
  await page.keyboard.press("Control+a");
  await expect(count(page)).toHaveText("7 contacts selected");
  await action(page, "Add label").focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("textbox")).toBeFocused();
  await page.keyboard.type("Club");
  await page.keyboard.press("Enter");
  await expect(toast(page, `7 contacts labelled “${named("Club")}”.`)).toBeVisible();
  await action(page, "Delete").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(action(page, "Delete")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(bar(page)).toHaveCount(0);
  await expect(page.locator(".rows a.row:focus")).toHaveCount(1);
});

test("what takes long shows how far it is, goes along, and can be stopped", async ({ page, visit, write }) => {
  await some(write);
  await visit("/");
  const standing = { total: 1200, done: 100, changed: 100, failed: 0, state: "running", created_at: "2026-01-01T00:00:00Z" };
  const operation = { id: "00000000-0000-4000-8000-000000000007", action: { type: "star" }, ...standing };
  await page.route("**/api/v1/contacts/bulk", (route) => route.fulfill({ status: 202, json: operation }));
  await page.route("**/api/v1/operations/*", (route) => {
    if (route.request().method() === "DELETE") operation.state = "stopped";
    else if (operation.state === "running") operation.done = operation.changed = 300;
    return route.fulfill({ json: operation });
  });
  await page.locator(".row-check").first().click();
  await action(page, "Add to favourites").click();
  const progress = page.locator(".progress");
  await expect(progress).toContainText("300 of 1,200");
  await expect(page.getByRole("progressbar", { name: "Adding to favourites" })).toHaveAttribute("value", "300");
  await expect(action(page, "Delete")).toHaveAttribute("title", "Possible once the last action is through");
  // It has come in full by then.
  await progress.evaluate((one) => Promise.all(one.getAnimations().map((animation) => animation.finished)));
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.getByRole("link", { name: "Notes" }).click();
  await expect(progress).toBeVisible();
  await progress.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("alert")).toContainText("Stopped after 300 of 1,200. What was done stays.");
  await expect(progress).toHaveCount(0);
  await expect(action(page, "Delete")).not.toHaveAttribute("aria-disabled", "true");
});

test.describe("when the server is away", () => {
  test.use({ expected: { messages: [/ERR_FAILED/] } });

  test("that is said, and the selection stays", async ({ page, visit, write }) => {
    await some(write);
    await visit("/");
    await box(page, "Bea").click();
    await page.route("**/api/v1/contacts/bulk", (route) => route.abort());
    await action(page, "Add to favourites").click();
    await expect(toast(page, "The connection broke off.")).toBeVisible();
    await expect(count(page)).toHaveText("1 contact selected");
    await page.unroute("**/api/v1/contacts/bulk");
    await action(page, "Add to favourites").click();
    await expect(toast(page, "1 contact added to favourites.")).toBeVisible();
  });
});

test.describe("when the server refuses", () => {
  test.use({ expected: { messages: [/status of 503/] } });

  test("its reason is said", async ({ page, visit, write }) => {
    await some(write);
    await visit("/");
    await box(page, "Bea").click();
    const problem = { status: 503, code: "busy", title: "no" };
    await page.route("**/api/v1/contacts/bulk", (route) =>
      route.fulfill({ status: 503, contentType: "application/problem+json", json: problem }),
    );
    await action(page, "Add to favourites").click();
    await expect(toast(page, "The server is busy.")).toBeVisible();
    await expect(count(page)).toHaveText("1 contact selected");
  });
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test("on a phone a button begins it, and the bar covers no row", async ({ page, visit, write }) => {
  const all = await many(write, 60);
  await visit("/");
  await expect(page.locator(".row-check").first()).toBeHidden();
  await page.getByRole("button", { name: "Select contacts" }).click();
  await expect(count(page)).toHaveText("Nobody selected");
  await expect(action(page, "Delete")).toHaveAttribute("title", "Nobody selected");
  // A touch of the row selects it.
  await page.locator("a.row").nth(1).click();
  await page.locator("a.row").nth(2).click();
  await expect(page).toHaveURL("/");
  await expect(count(page)).toHaveText("2 contacts selected");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const last = page.locator(`.rows > [aria-posinset='${all}']`);
  await expect(last).toBeVisible();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const foot = (await bar(page).boundingBox())!;
  await expect.poll(async () => {
    const row = (await last.boundingBox())!;
    return row.y + row.height;
  }).toBeLessThanOrEqual(foot.y);
  await page.getByRole("button", { name: "Clear selection" }).click();
  await expect(bar(page)).toHaveCount(0);
  await page.locator("a.row").last().click();
  await expect(page).toHaveURL(/contacts/);
  });

  test("on a phone all of it is done, too", async ({ page, visit, write, baseURL }) => {
    await some(write);
    await post(page, baseURL, "books", { name: "Work" });
    await visit("/");
    await page.getByRole("button", { name: "Select contacts" }).click();
    await page.locator("a.row").nth(1).click();
    await page.locator("a.row").nth(2).click();
    await action(page, "Add label").click();
    await dialog(page).getByRole("textbox").fill("Chess");
    await expectAccessible(page);
    await dialog(page).getByRole("textbox").press("Enter");
    await expect(toast(page, `2 contacts labelled “${named("Chess")}”.`)).toBeVisible();
    await action(page, "Move to").click();
    await dialog(page).getByRole("button", { name: "Work" }).click();
    await expect(toast(page, `2 contacts moved to “${named("Work")}”.`)).toBeVisible();
    await page.getByRole("button", { name: "Select contacts" }).click();
    await page.locator("a.row").nth(0).click();
    await page.getByRole("button", { name: /^Select all/ }).click();
    await expect(count(page)).toHaveText(/7 contacts/);
    await action(page, "Delete").click();
    await expect(dialog(page)).toHaveAccessibleName("Delete 7 contacts?");
    await dialog(page).getByRole("button", { name: "Delete" }).click();
    await expect(toast(page, "7 contacts deleted.")).toBeVisible();
    await expect(page.locator("a.row")).toHaveCount(0);
  });
});

test("the bar and its dialogs keep nobody out", async ({ page, visit, write, baseURL }) => {
  await some(write);
  await post(page, baseURL, "books", { name: "Work" });
  await post(page, baseURL, "labels", { name: "Chess" });
  await visit("/");
  await box(page, "Bea").click();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    for (const name of ["Add label", "Remove label", "Move to", "Export", "Delete"]) {
      await action(page, name).click();
      await expect(dialog(page)).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(dialog(page)).toHaveCount(0);
    }
  }
});
