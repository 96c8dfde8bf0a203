import { newAccount, registration } from "./support/api.js";
import { expect, test } from "./support/test.js";

test.use({ javaScriptEnabled: false, expected: { messages: [/status of 4(12|22)/] } });

test("signing in, listing, searching and reading need no JavaScript", async ({ page, account, write, isMobile }) => {
  await write({ name: { given: "Ada", family: "Lovelace" }, phones: [{ value: "+44 20 7946 0958" }] });
  await write({ name: { given: "Grace", family: "Hopper" } });
  await page.context().clearCookies();

  await page.goto("/");
  await expect(page).toHaveURL("/login");
  await page.getByLabel("Username").fill(account.username);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText("The username or the password is wrong.");
  await expect(page.getByLabel("Username")).toHaveValue(account.username);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();

  await expect(page).toHaveURL("/");
  await expect(page.getByRole("link", { name: "Grace Hopper" })).toBeVisible();
  await page.getByRole("searchbox").fill("7946");
  await page.getByRole("searchbox").press("Enter");
  await expect(page).toHaveURL("/?q=7946");
  await expect(page.getByRole("link", { name: "Grace Hopper" })).toHaveCount(0);
  await page.getByRole("link", { name: "Ada Lovelace" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Lovelace");
  await expect(page.locator("article").getByRole("link", { name: "+44 20 7946 0958" })).toBeVisible();

  await page.goto(isMobile ? "/settings" : "/");
  await page.getByRole("button", { name: "Sign out" }).last().click();
  await expect(page).toHaveURL("/login");
});

test("a contact is made, changed, starred, deleted and brought back by plain forms", async ({ page, account }) => {
  void account;
  await page.goto("/");
  await page.getByRole("link", { name: "New contact" }).first().click();
  await page.getByLabel("First name", { exact: true }).fill("Ada");
  await page.getByLabel("Last name", { exact: true }).fill("Lovelace");
  await page.getByLabel("Phone 1", { exact: true }).fill("+44 20 7946 0958");
  await page.getByLabel("Phone 1: Type").selectOption("Work");
  await page.getByRole("button", { name: "Add phone" }).click();
  await expect(page.getByLabel("Phone 1", { exact: true })).toHaveValue("+44 20 7946 0958");
  await page.getByLabel("Phone 2", { exact: true }).fill("wrong number");
  await page.getByRole("button", { name: "Add phone" }).click();
  await page.getByLabel("Phone 3", { exact: true }).fill("030 1");
  await page.getByRole("button", { name: "Remove phone 2" }).click();
  await page.locator(".add-field").getByRole("button", { name: "Own field" }).click();
  await page.getByLabel("Own field 1: Field name").fill("Hat size");
  await page.getByLabel("Own field 1", { exact: true }).fill("58");
  await page.getByLabel("Day", { exact: true }).fill("31");
  await page.getByLabel("Month", { exact: true }).selectOption("February");
  await page.getByRole("combobox", { name: "Add label" }).fill("Friends, London");
  // Enter saves, whichever button comes first.
  await page.getByLabel("First name", { exact: true }).press("Enter");

  await expect(page.getByLabel("Day", { exact: true })).toHaveAccessibleDescription(/There is no such day/);
  await expect(page.getByLabel("Day", { exact: true })).toHaveValue("31");
  await expect(page.getByLabel("Phone 1: Type")).toHaveValue(/\d/);
  await expect(page.getByLabel("Phone 2", { exact: true })).toHaveValue("030 1");
  await expect(page.getByLabel("Own field 1", { exact: true })).toHaveValue("58");
  await expect(page.getByRole("combobox", { name: "Add label" })).toHaveValue("Friends, London");
  await page.getByLabel("Day", { exact: true }).fill("10");
  await page.getByRole("button", { name: "Save" }).last().click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Lovelace");
  await expect(page.locator("article")).toContainText("10 February");
  await expect(page.locator("article")).not.toContainText("wrong number");
  await expect(page.getByRole("list", { name: "Labels" }).getByRole("link")).toHaveText(["Friends", "London"]);
  const address = page.url();

  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Phone 2", { exact: true }).fill("030 2");
  await page.getByRole("button", { name: "Remove label London" }).click();
  await page.getByRole("button", { name: "Save" }).last().click();
  await expect(page).toHaveURL(address);
  await expect(page.getByRole("link", { name: "030 2", exact: true })).toBeVisible();
  await expect(page.getByRole("list", { name: "Labels" }).getByRole("link")).toHaveText(["Friends"]);

  await page.getByRole("button", { name: "Favourite" }).click();
  await expect(page.getByRole("button", { name: "Favourite" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("status").filter({ hasText: "was deleted" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Ada Lovelace" })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page).toHaveURL(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Lovelace");
  await expect(page.getByRole("button", { name: "Favourite" })).toHaveAttribute("aria-pressed", "true");
});

test("who was slower is told so, and saves on top", async ({ page, write, baseURL }) => {
  const contact = await write({ name: { given: "Ann" }, phones: [{ value: "1" }] });
  await page.goto(`/contacts/${contact.id}/edit`);
  await page.getByLabel("First name", { exact: true }).fill("Anna");
  const headers = { origin: baseURL! };
  const other = await page.request.patch(`/api/v1/contacts/${contact.id}`, { data: { note: "new" }, headers });
  expect(other.ok()).toBeTruthy();
  await page.getByRole("button", { name: "Save" }).last().click();
  await expect(page.getByRole("alert")).toContainText("changed in the meantime");
  await expect(page.getByRole("alert")).toContainText("Changed there: Note.");
  await expect(page.getByLabel("First name", { exact: true })).toHaveValue("Anna");
  await page.getByRole("button", { name: "Save mine on top" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Anna");
  await expect(page.locator("article")).toContainText("new");
});

test("a long list goes on by links", async ({ page, write, isMobile }) => {
  for (let n = 0; n < 55; n++) await write({ name: { given: `Person ${String(n).padStart(2, "0")}` } });
  await page.goto("/");
  await page.getByRole("link", { name: "Show more" }).click();
  await expect(page.getByRole("link", { name: "Person 54" })).toBeVisible();
  await page.getByRole("link", { name: "Back to the beginning" }).click();
  await expect(page.getByRole("link", { name: "Person 00" })).toBeVisible();
  // Also those that no script would bring to life lead to somebody.
  const late = page.getByRole("link", { name: "Person 40" });
  await late.click();
  await expect(page.getByRole("heading", { name: "Person 40" })).toBeVisible();
  if (!isMobile) await expect(late).toHaveAttribute("aria-current", "true");
});

test("registering without JavaScript says what is wrong beside the field", async ({ page, request }) => {
  const { open } = await registration(request);
  test.skip(!open, "this server takes no new accounts");
  const account = newAccount();
  await page.goto("/register");
  await page.getByLabel("Username").fill(account.username);
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/^At least 8 characters\. /);
  await expect(page.getByLabel("Username")).toHaveValue(account.username);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL("/");
});
