import { newAccount, registration } from "./support/api.js";
import { expect, test } from "./support/test.js";

// A refused request is an error in Chromium's console, although the page handles it.
test.use({ expected: { messages: [/status of 4(01|22)/] } });

test("out and in again", async ({ page, visit, account, write }) => {
  await write({ name: { given: "Kept", family: "Safe" } });
  await visit("/");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/login");
  await visit("/contacts/new?q=kept");
  await expect(page).toHaveURL("/login?next=%2Fcontacts%2Fnew%3Fq%3Dkept");

  await page.getByLabel("Username").fill(account.username.toUpperCase());
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/contacts/new?q=kept");
  await expect(page.getByRole("link", { name: "Kept Safe" })).toBeVisible();
  await expect(page.getByText(account.username)).toBeVisible();
});

test("a wrong password is told without saying what was wrong, and nothing typed is lost", async ({ page, visit, account }) => {
  await page.context().clearCookies();
  await visit("/login");
  for (const username of [account.username, "nobody-of-this-name"]) {
    await page.getByLabel("Username").fill(username);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toHaveText("The username or the password is wrong.");
    await expect(page.getByLabel("Username")).toHaveValue(username);
  }
});

test("an account is made, and what is wrong with it is said beside the field", async ({ page, visit, request }) => {
  const { open } = await registration(request);
  test.skip(!open, "this server takes no new accounts");
  const account = newAccount();
  await visit("/register");
  await page.getByLabel("Username").fill(account.username);
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/At least 8 characters\./);
  await expect(page.getByLabel("Password")).toBeFocused();
  await page.getByLabel("Password").fill(account.password);
  await page.getByLabel("Your name").fill("Zoë <b>");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByText("Zoë <b>")).toBeVisible();
});

test("a session that ended elsewhere leads to the entrance", async ({ page, visit, account, write }) => {
  void account;
  const contact = await write({ name: { given: "Still", family: "There" } });
  // Without news: with them the list may be asked for anew, and lead there before anybody clicks.
  await page.route("**/api/v1/events*", (route) => route.fulfill({ contentType: "text/event-stream", body: "" }));
  await visit("/");
  await page.context().clearCookies();
  await page.getByRole("link", { name: "Still There" }).click();
  await expect(page).toHaveURL(`/login?next=%2Fcontacts%2F${contact.id}`);
});

test("news lead to the entrance, too, when the session has ended", async ({ page, visit, write }) => {
  await write({ name: { given: "Still", family: "There" } });
  const event = `event: change\ndata: ${JSON.stringify({ kind: "everything" })}\n\n`;
  let tell = () => {};
  const told = new Promise<void>((resolve) => (tell = resolve));
  await page.route("**/api/v1/events*", async (route) => {
    await told;
    await route.fulfill({ contentType: "text/event-stream", body: event });
  });
  await visit("/?q=still");
  await page.context().clearCookies();
  tell();
  await expect(page).toHaveURL("/login?next=%2F%3Fq%3Dstill");
});
