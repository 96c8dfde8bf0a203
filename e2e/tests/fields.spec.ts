import type { Page } from "@playwright/test";
import { alive, expect, expectAccessible, test } from "./support/test.js";

const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();
const section = (page: Page, title: string) => page.locator("section").filter({ has: page.getByRole("heading", { name: title }) });

async function add(page: Page, field: string) {
  await page.locator(".add-field").getByRole("button", { name: field, exact: true }).click();
}

test("every field is filled in, kept, changed and taken away", async ({ page, visit, account }) => {
  void account;
  await visit("/contacts/new");
  await expect(page.getByRole("group", { name: "Messengers" })).toBeHidden();
  await page.getByLabel("First name", { exact: true }).fill("花子");
  await page.getByLabel("Last name", { exact: true }).fill("山田");
  await page.getByText("More name fields").click();
  await page.getByLabel("Phonetic first").fill("Hanako");
  await page.getByLabel("Phonetic last").fill("Yamada");
  await page.getByText("More work fields").click();
  await page.getByLabel("Organisation", { exact: true }).fill("東芝");
  await page.getByLabel("Phonetic organisation").fill("Toshiba");
  await page.getByLabel("Day", { exact: true }).fill("12");
  await page.getByLabel("Month", { exact: true }).selectOption("April");
  await page.getByLabel("Year", { exact: true }).fill("1985");

  await add(page, "Messenger");
  await expect(page.getByLabel("Messenger 1: Service")).toBeFocused();
  await page.getByLabel("Messenger 1: Service").fill("Telegram");
  await page.getByLabel("Messenger 1", { exact: true }).fill("@hanako");
  await page.getByRole("button", { name: "Add messenger" }).click();
  await page.getByLabel("Messenger 2: Service").fill("Our own");
  await page.getByLabel("Messenger 2", { exact: true }).fill("hana");
  await page.getByLabel("Messenger 2: Type").selectOption("Own label");
  await page.getByLabel("Messenger 2: Own label").fill("At night");
  await add(page, "Date");
  await page.getByLabel("Date 1: Day").fill("18");
  await page.getByLabel("Date 1: Month").selectOption("June");
  await page.getByRole("button", { name: "Add date" }).click();
  await page.getByLabel("Date 2: Year").fill("2011");
  await page.getByLabel("Date 2: Type").selectOption("Own label");
  await page.getByLabel("Date 2: Own label").fill("Moved in");
  await add(page, "Relation");
  await page.getByLabel("Relation 1", { exact: true }).fill("Tarō");
  await page.getByLabel("Relation 1: Type").selectOption("Brother");
  await add(page, "Own field");
  await page.getByLabel("Own field 1: Field name").fill("Hat size");
  await page.getByLabel("Own field 1", { exact: true }).fill("58");
  await expect(page.locator(".add-field")).toBeHidden();
  const label = page.getByRole("combobox", { name: "Add label" });
  await label.fill("Friends");
  await label.press("Enter");
  await label.pressSequentially("Tokyo,");
  await label.fill("FRIENDS");
  await label.press("Enter");
  await expect(page.locator(".label-box .chip")).toHaveText(["Friends", "Tokyo"]);
  await label.fill("Not yet a chip");
  await expectAccessible(page);
  await save(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("花子 山田");

  for (const step of ["in the browser", "from the server"]) {
    await expect(page.getByText("Pronounced “Hanako Yamada”"), step).toBeVisible();
    await expect(page.getByText("Pronounced “Toshiba”"), step).toBeVisible();
    await expect(page.getByRole("link", { name: "@hanako" }), step).toHaveAttribute("href", "https://t.me/hanako");
    await expect(section(page, "Messengers"), step).toContainText("Our own · At night");
    await expect(section(page, "Birthday"), step).toContainText(/12 April 1985 (age \d+ · )?turns \d+ (on 12 April|today|tomorrow)/);
    await expect(section(page, "Dates"), step).toContainText("Anniversary18 June");
    await expect(section(page, "Dates"), step).toContainText("Moved in2011");
    await expect(section(page, "Relations"), step).toContainText("BrotherTarō");
    await expect(section(page, "Own fields"), step).toContainText("Hat size58");
    await expect(page.getByRole("list", { name: "Labels" }).getByRole("link"), step).toHaveText(["Friends", "Tokyo", "Not yet a chip"]);
    await page.reload();
    await alive(page);
  }
  await expectAccessible(page);

  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByLabel("Messenger 1: Service")).toHaveValue("Telegram");
  await expect(page.getByLabel("Date 2: Own label")).toHaveValue("Moved in");
  await page.getByRole("button", { name: "Remove own field 1" }).click();
  await page.getByRole("button", { name: "Remove label Tokyo" }).click();
  await page.getByRole("button", { name: "Remove messenger 2" }).click();
  await page.getByLabel("Messenger 1", { exact: true }).fill("@hanako2");
  const [request] = await Promise.all([page.waitForRequest((request) => request.method() === "PATCH"), save(page)]);
  expect(Object.keys(request.postDataJSON() as object).sort()).toEqual(["custom", "ims", "labels"]);
  await expect(page.getByRole("link", { name: "@hanako2" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Own fields" })).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Labels" }).getByRole("link")).toHaveText(["Friends", "Not yet a chip"]);
});

test("which to take first is marked, and what is no person says so", async ({ page, visit, account }) => {
  void account;
  await visit("/contacts/new");
  await page.getByLabel("Organisation", { exact: true }).fill("City Plumbing");
  await page.getByText("More name fields").click();
  await page.getByLabel("Kind of contact").selectOption("Organisation");
  await page.getByLabel("Phone 1", { exact: true }).fill("030 1");
  const first = (number: number) => page.getByRole("checkbox", { name: `Phone ${number}: Preferred` });
  await expect(first(1)).toBeHidden();
  await page.getByRole("button", { name: "Add phone" }).click();
  await page.getByLabel("Phone 2", { exact: true }).fill("030 2");
  await first(1).check();
  await first(2).check();
  await expect(first(1)).not.toBeChecked();
  await page.getByRole("button", { name: "Add address" }).click();
  await expect(page.getByLabel("Street")).toBeFocused();
  await expectAccessible(page);
  await save(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("City Plumbing");
  await page.reload();
  await alive(page);
  await expect(page.locator(".subtitle")).toHaveText("Organisation");
  await expect(section(page, "Phone").getByRole("listitem").filter({ hasText: "preferred" })).toContainText("030 2");
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByLabel("Kind of contact")).toHaveValue("1");
  await expect(first(2)).toBeChecked();
  await first(1).press("Space");
  await expect(first(2)).not.toBeChecked();
  await save(page);
  await expect(section(page, "Phone").getByRole("listitem").filter({ hasText: "preferred" })).toContainText("030 1");
});

test("five hundred phones are shown, changed and kept", async ({ page, visit, write }) => {
  const phones = Array.from({ length: 500 }, (_, index) => ({ value: `+49 30 ${100_000 + index}`, type: "work" }));
  const { id } = await write({ name: { given: "Switchboard" }, phones });
  await visit(`/contacts/${id}`);
  await expect(section(page, "Phone").getByRole("listitem")).toHaveCount(500);
  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Phone 500", { exact: true }).fill("+49 30 7");
  await page.getByRole("button", { name: "Remove phone 250" }).click();
  await save(page);
  await expect(section(page, "Phone").getByRole("listitem")).toHaveCount(499);
  await expect(page.getByRole("link", { name: "+49 30 7", exact: true })).toBeVisible();
});

test("a label leads to all who have it", async ({ page, visit, write }) => {
  await write({ name: { given: "Other" } });
  const { id } = await write({ name: { given: "Ann" }, labels: ['Клуб «Ладья» "A"'] });
  await visit(`/contacts/${id}`);
  await page.getByRole("list", { name: "Labels" }).getByRole("link", { name: "Ладья" }).click();
  await expect(page).toHaveURL(/\/\?label=/);
  await expect(page.getByRole("region", { name: "Contacts" }).locator("a.row")).toHaveText([/Ann/]);
});

test.describe("what is refused", () => {
  test.use({ expected: { messages: [/status of 4(12|22)/, /ERR_FAILED/] } });

  test("is said beside the field", async ({ page, visit, account }) => {
    void account;
    await visit("/contacts/new");
    await page.getByLabel("First name", { exact: true }).fill("Ada");
    await add(page, "Date");
    await page.getByLabel("Date 1: Day").fill("30");
    await page.getByLabel("Date 1: Month").selectOption("February");
    await save(page);
    await expect(page.getByLabel("Date 1: Day")).toHaveAccessibleDescription(/There is no such day/);
    await expect(page.getByLabel("Date 1: Day")).toBeFocused();
    await page.getByLabel("Date 1: Day").fill("28");
    await add(page, "Messenger");
    await page.getByLabel("Messenger 1", { exact: true }).fill("9".repeat(1_001));
    await add(page, "Own field");
    await page.getByLabel("Own field 1", { exact: true }).fill("58");
    await save(page);
    await expect(page.getByLabel("Messenger 1", { exact: true })).toHaveAccessibleDescription("At most 1000 characters.");
    await expect(page.getByLabel("Own field 1: Field name")).toHaveAccessibleDescription(/./);
    await page.getByLabel("Messenger 1", { exact: true }).fill("9");
    await page.getByLabel("Own field 1: Field name").fill("Hat");
    await save(page);
    await expect(page.locator("article")).toContainText("28 February");
  });

  test("takes the star back", async ({ page, visit, write }) => {
    const { id } = await write({ name: { given: "Ann" } });
    await visit(`/contacts/${id}`);
    const star = page.getByRole("button", { name: "Favourite" });
    await page.route(`**/api/v1/contacts/${id}/star`, (route) => route.abort());
    await star.click();
    await expect(page.getByRole("status").filter({ hasText: "could not be changed" })).toBeVisible();
    await expect(star).toHaveAttribute("aria-pressed", "false");
  });
});

test("a star is there at once, and stays", async ({ page, visit, write }) => {
  const { id } = await write({ name: { given: "Ann" } });
  await visit(`/contacts/${id}`);
  const star = page.getByRole("button", { name: "Favourite" });
  await expect(star).toHaveAttribute("aria-pressed", "false");
  const answer = page.waitForResponse((response) => response.url().endsWith("/star"));
  await star.click();
  await expect(star).toHaveAttribute("aria-pressed", "true");
  expect((await answer).ok()).toBeTruthy();
  await page.reload();
  await alive(page);
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("First name", { exact: true }).fill("Anna");
  await save(page);
  await expect(star).toHaveAttribute("aria-pressed", "true");
});
