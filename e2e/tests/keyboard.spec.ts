import type { Page } from "@playwright/test";
import { amara } from "./support/sample.js";
import { alive, expect, expectAccessible, test } from "./support/test.js";

const palette = (page: Page) => page.getByRole("dialog", { name: "Search and commands" });
const help = (page: Page) => page.getByRole("dialog", { name: "Keyboard shortcuts" });
const asked = (page: Page) => palette(page).getByRole("combobox");
const options = (page: Page) => palette(page).getByRole("option");
const active = (page: Page) => palette(page).getByRole("option", { selected: true });

/** Waits until the keys are heard: their code comes last. */
async function listening(page: Page) {
  await expect(page.locator(".palette-open")).toHaveAttribute("aria-keyshortcuts", "Control+K");
}

async function open(page: Page) {
  await listening(page);
  await page.keyboard.press("Control+k");
  await expect(asked(page)).toBeFocused();
}

/** A key of a keyboard with another layout: what it writes, and where it stands. */
async function pressKey(page: Page, key: string, code: string, more: KeyboardEventInit = {}) {
  return page.evaluate(([key, code, more]) => {
    const event = new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true, ...more });
    return !(document.activeElement ?? document.body).dispatchEvent(event);
  }, [key, code, more] as const);
}

test.describe("single keys", () => {
  test("go to the search, to a new contact, to the form and to the help", async ({ page, visit, write }) => {
    const { id } = await write({ name: { given: "Bea" } });
    await visit("/");
    await listening(page);
    // There is nothing to edit yet.
    await page.keyboard.press("e");
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox")).toBeFocused();
    await expect(page.getByRole("searchbox")).toHaveValue("");
    await expect(page).toHaveURL("/");
    await page.getByRole("link", { name: "Bea" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Bea" })).toBeFocused();
    await page.keyboard.press("e");
    await expect(page).toHaveURL(`/contacts/${id}/edit`);
    await page.getByRole("link", { name: "Cancel" }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "Bea" })).toBeFocused();
    await page.keyboard.press("?");
    await expect(help(page)).toBeVisible();
    await page.keyboard.press("c");
    await expect(help(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(help(page)).toBeHidden();
    await page.keyboard.press("c");
    await expect(page).toHaveURL("/contacts/new");
    await expect(page.getByRole("heading", { level: 1, name: "New contact" })).toBeFocused();
  });

  test("leave what is selected alone", async ({ page, visit, write }) => {
    await write({ name: { given: "Bea" } });
    await visit("/");
    await listening(page);
    await page.locator(".row-check").click();
    await expect(page.locator(".bulk-count")).toHaveText("1 contact selected");
    // What stands in the place of the search would go with it.
    expect(await pressKey(page, "/", "Slash")).toBe(false);
    await expect(page.locator(".bulk-count")).toHaveText("1 contact selected");
    await page.keyboard.press("?");
    for (const key of ["Space", "Shift", "Ctrl", "Esc"]) {
      await expect(help(page).locator("dl").nth(1).getByText(key, { exact: true }).first()).toBeVisible();
    }
  });

  test("are letters where somebody writes", async ({ page, visit, write }) => {
    await write({ name: { given: "Bea" } });
    await visit("/");
    await listening(page);
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("c/e?");
    await expect(page.getByRole("searchbox")).toHaveValue("c/e?");
    await expect(page).toHaveURL(/\?q=/);
    await page.getByRole("searchbox").fill("");
    await page.getByText("Filter").first().click();
    await page.locator("main select").first().focus();
    await page.keyboard.press("c");
    await expect(page).toHaveURL("/");
    await expect(page.getByRole("dialog")).toBeHidden();
  });

  test("mean nothing with other keys held, or while a word is composed", async ({ page, visit, account }) => {
    void account;
    await visit("/");
    await listening(page);
    for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { shiftKey: true }, { isComposing: true }, { repeat: true }]) {
      expect(await pressKey(page, "c", "KeyC", held), JSON.stringify(held)).toBe(false);
    }
    expect(await pressKey(page, "k", "KeyK", { metaKey: true })).toBe(false);
    await expect(page).toHaveURL("/");
    await expect(page.getByRole("dialog")).toBeHidden();
  });

  for (const [layout, key] of [["Russian", "с"], ["Persian", "ز"]] as const) {
    test(`work with a ${layout} keyboard`, async ({ page, visit, account }) => {
      void account;
      await visit("/");
      await listening(page);
      expect(await pressKey(page, key, "KeyC")).toBe(true);
      await expect(page).toHaveURL("/contacts/new");
      await page.getByRole("heading", { level: 1 }).focus();
      expect(await pressKey(page, "л", "KeyK", { ctrlKey: true })).toBe(true);
      await expect(asked(page)).toBeFocused();
    });
  }

  test("are switched off in the settings, at once and for good", async ({ page, visit, account }) => {
    void account;
    await visit("/settings");
    await listening(page);
    await page.getByRole("button", { name: "Show all shortcuts" }).click();
    await expect(help(page)).toContainText("as long as you are not typing");
    await expect(help(page).getByText("New contact")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Show all shortcuts" })).toBeFocused();
    await page.getByRole("checkbox", { name: "Keyboard shortcuts" }).uncheck();
    await expect(page.getByText("Saved.")).toBeVisible();
    for (let again = 0; again < 2; again++) {
      for (const key of ["c", "/", "?"]) await page.keyboard.press(key);
      await open(page);
      await expect(page).toHaveURL("/settings");
      await expect(options(page).locator("kbd")).toHaveCount(0);
      await page.keyboard.type("shortc");
      await page.keyboard.press("Enter");
      await expect(help(page)).toContainText("switched off");
      await expect(help(page).getByText("New contact")).toBeHidden();
      await help(page).getByRole("button", { name: "Close" }).click();
      await visit("/settings");
      await listening(page);
    }
    await page.getByRole("checkbox", { name: "Keyboard shortcuts" }).check();
    await expect(page.getByText("Saved.")).toBeVisible();
    // The box itself is no place to write.
    await page.keyboard.press("c");
    await expect(page).toHaveURL("/contacts/new");
  });

  test("find the search also where the list is not shown", async ({ page, visit, write }) => {
    const { id } = await write({ name: { given: "Bea" } });
    await page.setViewportSize({ width: 390, height: 800 });
    await visit(`/contacts/${id}`);
    await listening(page);
    await page.keyboard.press("/");
    await expect(page).toHaveURL("/");
    await expect(page.getByRole("searchbox")).toBeFocused();
  });
});

test.describe("the palette", () => {
  test("finds contacts while one types, and leads there", async ({ page, visit, write }) => {
    await write({ name: { given: "Álvaro", family: "Núñez" }, org: { name: "Estudio Norte" } });
    await write({ name: { given: "Bea" } });
    await visit("/");
    await open(page);
    await page.keyboard.type("nun");
    await expect(options(page)).toHaveCount(1);
    await expect(active(page)).toContainText("Álvaro Núñez");
    await expect(active(page).locator("mark")).toHaveText("Núñ");
    await expect(asked(page)).toHaveAttribute("aria-activedescendant", (await active(page).getAttribute("id"))!);
    await page.keyboard.press("Enter");
    await expect(palette(page)).toBeHidden();
    await expect(page.getByRole("heading", { level: 1, name: "Álvaro Núñez" })).toBeFocused();
  });

  test("does what was pressed for what is written, and not for what was", async ({ page, visit, write }) => {
    await write({ name: { given: "Quentin" } });
    await write({ name: { given: "Quirin" } });
    await visit("/");
    await open(page);
    const held: (() => Promise<void>)[] = [];
    await page.route("**/api/v1/contacts?q=qu&*", async (route) => {
      await new Promise<void>((resolve) => held.push(async () => resolve()));
      await route.continue();
    });
    const asks = page.waitForRequest(/q=qu&/);
    await page.keyboard.type("qu");
    await asks;
    await page.keyboard.type("ir");
    // Both keys come before either answer.
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Quirin" })).toBeFocused();
    await open(page);
    await page.keyboard.type("quir");
    await expect(options(page)).toHaveCount(1);
    const late = page.waitForResponse(/q=qu&/);
    for (const letGo of held) await letGo();
    await (await late).finished();
    await expect(options(page)).toHaveCount(1);
    await expect(active(page)).toContainText("Quirin");
  });

  test("opens whom one has gone to, also where others come to stand", async ({ page, visit, write }) => {
    await write({ name: { given: "Quentin", family: "Adler" } });
    await write({ name: { given: "Quirin", family: "Adler" } });
    await visit("/");
    await open(page);
    await page.keyboard.type("adler");
    await expect(options(page)).toHaveCount(2);
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    await page.route("**/api/v1/contacts?q=adler%20q*", async (route) => {
      await gate;
      const answer = await route.fetch();
      const found = (await answer.json()) as { items: unknown[] };
      await route.fulfill({ response: answer, json: { ...found, items: found.items.reverse() } });
    });
    const asks = page.waitForRequest(/q=adler%20q/);
    await page.keyboard.type(" q");
    await page.keyboard.press("ArrowDown");
    const meant = (await active(page).innerText()).includes("Quirin") ? "Quirin Adler" : "Quentin Adler";
    await asks;
    await page.keyboard.press("Enter");
    go();
    await expect(page.getByRole("heading", { level: 1, name: meant })).toBeFocused();
  });

  test("is walked by keys, and gives the focus back", async ({ page, visit, write }) => {
    await write({ name: { given: "Bea" } });
    await visit("/");
    await page.getByRole("link", { name: "Bea" }).focus();
    await open(page);
    await expect(active(page)).toContainText("New contact");
    const last = (await options(page).count()) - 1;
    await page.keyboard.press("ArrowUp");
    await expect(options(page).nth(last)).toHaveAttribute("aria-selected", "true");
    await expect(options(page).nth(last)).toBeInViewport();
    await page.keyboard.press("ArrowDown");
    await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("End");
    await expect(options(page).nth(last)).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await expect(options(page).nth(1)).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Escape");
    await expect(palette(page)).toBeHidden();
    await expect(page.getByRole("link", { name: "Bea" })).toBeFocused();
    // The same keys open it in a field, and close it.
    await page.getByRole("searchbox").focus();
    await page.keyboard.press("Control+k");
    await expect(asked(page)).toBeFocused();
    await page.keyboard.press("Control+k");
    await expect(palette(page)).toBeHidden();
    await expect(page.getByRole("searchbox")).toBeFocused();
  });

  test("has the commands of the page, the books and the labels", async ({ page, visit, write, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const { id } = await write(amara);
    await visit(`/contacts/${id}?q=amara`);
    const run = async (words: string, name: string) => {
      await open(page);
      await page.keyboard.type(words);
      await expect(active(page)).toHaveText(name);
      await page.keyboard.press("Enter");
      await expect(palette(page)).toBeHidden();
    };
    await run("add fav", "Add to favourites");
    await expect(page.getByRole("button", { name: "Favourite" })).toHaveAttribute("aria-pressed", "true");
    await run("remove", "Remove from favourites");
    await run("copy", "Copy the link");
    await expect(page.getByText("The link to this contact was copied.")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(new URL(`/contacts/${id}`, page.url()).href);
    await run("qr", "QR code");
    await expect(page.getByRole("dialog", { name: "as a QR code" })).toBeVisible();
    // Another dialog wants its answer first.
    await page.keyboard.press("Control+k");
    await expect(palette(page)).toBeHidden();
    await page.keyboard.press("Escape");
    await run("school", "School fair");
    await expect(page.getByRole("heading", { level: 1, name: "School fair" })).toBeFocused();
    await run("birthd", "Birthdays");
    await expect(page.getByRole("heading", { level: 1, name: "Birthdays" })).toBeFocused();
    await open(page);
    await expect(palette(page).getByRole("group", { name: "This contact" })).toHaveCount(0);
    await expect(palette(page).getByRole("group", { name: "Books" }).getByRole("option")).toHaveCount(1);
    // What is asked for before must not be answered to nobody.
    const answered = page.waitForResponse(/q=sign(%20|\+)o$|q=sign(%20|\+)o&/);
    await page.keyboard.type("sign o");
    await answered;
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/login");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeHidden();
  });

  test("says what it did not find", async ({ page, visit, account }) => {
    void account;
    await visit("/");
    await open(page);
    await page.keyboard.type("zzzz");
    await expect(palette(page)).toContainText("Nothing matches “zzzz”");
    await expect(asked(page)).toHaveAttribute("aria-expanded", "false");
    await page.keyboard.press("Enter");
    await expectAccessible(page);
    await page.mouse.click(5, 790);
    await expect(palette(page)).toBeHidden();
  });

  test.describe("without the server", () => {
    test.use({ expected: { messages: [/ERR_INTERNET_DISCONNECTED|ERR_FAILED/] } });

    test("says so, and still has commands", async ({ page, visit, account }) => {
      void account;
      await visit("/");
      await open(page);
      await page.route("**/api/v1/contacts?*", (route) => route.abort());
      await page.keyboard.type("not");
      await expect(palette(page)).toContainText("The server cannot be reached");
      await expect(active(page)).toHaveText("Notes");
      await expectAccessible(page);
    });
  });

  test("asks before it leaves typed text behind", async ({ page, visit, account }) => {
    void account;
    await visit("/contacts/new");
    await page.getByLabel("First name").fill("Ada");
    await open(page);
    await page.keyboard.type("notes");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
    await page.getByRole("button", { name: "Keep editing" }).click();
    await expect(page.getByLabel("First name")).toHaveValue("Ada");
  });
});

for (const width of [1280, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`both dialogs are accessible at ${width} in ${colorScheme}`, async ({ page, visit, write }) => {
      await write(amara);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await visit("/");
      await listening(page);
      await page.getByRole("button", { name: "Search and commands" }).click();
      await expect(asked(page)).toBeFocused();
      await expectAccessible(page);
      await page.keyboard.type("am");
      await expect(active(page)).toContainText("Amara");
      await expectAccessible(page);
      const box = (await palette(page).boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      if (width === 390) expect(box.width).toBe(width);
      await palette(page).getByRole("button", { name: "Keyboard shortcuts" }).click();
      await expect(help(page)).toBeVisible();
      await expect(palette(page)).toBeHidden();
      await expectAccessible(page);
      await help(page).getByRole("link", { name: "Change this in the settings" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeFocused();
    });
  }
}

test("touch opens and chooses", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  const { signIn, create } = await import("./support/api.js");
  await signIn(page.request, baseURL!);
  await create(page.request, baseURL!, { name: { given: "Bea" } });
  await page.goto("/");
  await alive(page);
  await page.getByRole("button", { name: "Search and commands" }).tap();
  await asked(page).fill("be");
  await options(page).filter({ hasText: "Bea" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: "Bea" })).toBeVisible();
  await context.close();
});

test("in Persian it reads from right to left and knows its commands", async ({ page, visit, account, baseURL }) => {
  void account;
  const answer = await page.request.patch("/api/v1/me", { data: { language: "fa" }, headers: { origin: baseURL! } });
  expect(answer.ok()).toBeTruthy();
  await visit("/");
  await listening(page);
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "جستجو و فرمان‌ها" });
  await expect(dialog.getByRole("combobox")).toBeFocused();
  await dialog.getByRole("combobox").fill("تنظيمات");
  const settings = dialog.getByRole("option", { selected: true });
  await expect(settings).toHaveText("تنظیمات");
  const [sign, name] = [await settings.locator(".palette-sign").boundingBox(), await settings.locator(".palette-name").boundingBox()];
  expect(sign!.x).toBeGreaterThan(name!.x);
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/settings");
});
