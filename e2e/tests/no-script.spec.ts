import { newAccount, registration } from "./support/api.js";
import { expect, test } from "./support/test.js";

// Chromium notices that what it fetched ahead for the script is not used.
test.use({ javaScriptEnabled: false, expected: { messages: [/was preloaded using link preload/] } });

test("signing in, listing, searching and reading need no JavaScript", async ({ page, account, write }) => {
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

  await page.getByRole("link", { name: "Edit" }).click();
  // Chromium shows this only when a visitor, and not a test, has switched JavaScript off.
  expect(await page.content()).toContain("Changing contacts needs JavaScript.");
  await expect(page.getByRole("button", { name: "Save" })).toBeDisabled();
  await page.goto("/");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/login");
});

test("a long list goes on by links", async ({ page, write }) => {
  for (let n = 0; n < 55; n++) await write({ name: { given: `Person ${String(n).padStart(2, "0")}` } });
  await page.goto("/");
  await page.getByRole("link", { name: "Show more" }).click();
  await expect(page.getByRole("link", { name: "Person 54" })).toBeVisible();
  await page.getByRole("link", { name: "Back to the beginning" }).click();
  await expect(page.getByRole("link", { name: "Person 00" })).toBeVisible();
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
