import type { Account } from "./support/api.js";
import { alive, expect, expectAccessible, test } from "./support/test.js";

test.use({ expected: { messages: [/status of 4(01|22)/] } });

const signIn = async (request: import("@playwright/test").APIRequestContext, origin: string, { username, password }: Account) =>
  (await request.post("/api/v1/users/login", { data: { username, password }, headers: { origin } })).status();

test("name and mail address are kept, and a wrong one is told beside its field", async ({ page, visit, account }) => {
  void account;
  await visit("/settings");
  await page.getByLabel("Your name").fill("Zoë");
  await page.getByRole("textbox", { name: "E-mail" }).fill("nowhere");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveAccessibleDescription(/address/);
  await expect(page.getByLabel("Your name")).toHaveValue("Zoë");
  await page.getByRole("textbox", { name: "E-mail" }).fill("zoe@example.org");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await page.reload();
  await alive(page);
  await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue("zoe@example.org");
});

test("another password ends all other sessions", async ({ page, visit, account, playwright, baseURL }) => {
  const elsewhere = await playwright.request.newContext({ baseURL: baseURL! });
  expect(await signIn(elsewhere, baseURL!, account)).toBe(200);
  await visit("/settings");
  const sessions = page.getByRole("region", { name: "Where you are signed in" });
  await expect(sessions.getByRole("listitem")).toHaveCount(2);
  await page.getByLabel("Current password").fill("not this one");
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/At least 8 characters\./);
  await page.getByLabel("New password").fill("another horse battery");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByLabel("Current password")).toHaveAccessibleDescription(/./);
  await expect(page.getByLabel("Current password")).toBeFocused();
  await page.getByLabel("Current password").fill(account.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The password is changed." })).toBeVisible();
  await expect(page.getByLabel("Current password")).toHaveValue("");
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  expect((await elsewhere.get("/api/v1/me")).status()).toBe(401);
  expect(await signIn(elsewhere, baseURL!, account)).toBe(401);
  expect(await signIn(elsewhere, baseURL!, { ...account, password: "another horse battery" })).toBe(200);
  await elsewhere.dispose();
});

test("one signs out elsewhere, and everywhere", async ({ page, visit, account, playwright, baseURL }) => {
  const contexts = await Promise.all([1, 2].map(() => playwright.request.newContext({ baseURL: baseURL!, userAgent: "curl/8.5.0" })));
  for (const context of contexts) expect(await signIn(context, baseURL!, account)).toBe(200);
  await visit("/settings");
  const sessions = page.getByRole("region", { name: "Where you are signed in" });
  await expect(sessions.getByRole("listitem")).toHaveCount(3);
  await expect(sessions.getByRole("listitem").first()).toContainText("This browser");
  await expectAccessible(page);
  await sessions.getByRole("button", { name: /^Sign out: curl\/8\.5\.0/ }).first().click();
  await expect(sessions.getByRole("listitem")).toHaveCount(2);
  const left = await Promise.all(contexts.map(async (context) => (await context.get("/api/v1/me")).status()));
  expect(left.sort()).toEqual([200, 401]);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL("/login");
  for (const context of contexts) {
    expect((await context.get("/api/v1/me")).status()).toBe(401);
    await context.dispose();
  }
});

test("a key is made, shown once, works, and is taken back", async ({ page, visit, account, playwright, baseURL }) => {
  void account;
  await visit("/settings");
  const keys = page.getByRole("region", { name: "Keys for programs" });
  await expect(keys.getByText("There are no keys.")).toBeVisible();
  await keys.getByRole("button", { name: "Make a key" }).click();
  await expect(keys.getByLabel("What is it for?")).toHaveAccessibleDescription(/./);
  await expect(keys.getByLabel("What is it for?")).toBeFocused();
  await keys.getByLabel("What is it for?").fill("Backup <b>");
  await keys.getByLabel("Ends").selectOption("After 30 days");
  await keys.getByRole("button", { name: "Make a key" }).click();
  const shown = keys.getByLabel("The key for “Backup <b>”", { exact: true });
  await expect(shown).toBeFocused();
  const key = await shown.inputValue();
  await expect(keys.getByRole("listitem")).toContainText("never used, ends");
  await expectAccessible(page);
  const program = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: { authorization: `Bearer ${key}` } });
  expect((await program.get("/api/v1/contacts")).status()).toBe(200);
  await page.reload();
  await alive(page);
  expect(await page.content()).not.toContain(key);
  await keys.getByRole("button", { name: "Take back: Backup <b>" }).click();
  await expect(keys.getByText("There are no keys.")).toBeVisible();
  expect((await program.get("/api/v1/contacts")).status()).toBe(401);
  await program.dispose();
});

test("the colours are chosen, whatever the system prefers, and kept", async ({ page, visit, account }) => {
  void account;
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await visit("/settings");
  const light = await paper();
  await page.getByLabel("Colours").selectOption("Dark");
  await expect.poll(paper).not.toBe(light);
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  const dark = await paper();
  await visit("/");
  expect(await paper()).toBe(dark);
  await visit("/settings");
  await expect(page.getByLabel("Colours")).toHaveValue("dark");
  await expectAccessible(page);
  await page.getByLabel("Colours").selectOption("Light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(paper).toBe(light);
  await page.getByLabel("Colours").selectOption("As the system has them");
  await expect.poll(paper).toBe(dark);
});

