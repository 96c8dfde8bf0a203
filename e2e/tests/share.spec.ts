import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { alive, expect, expectAccessible, named, test } from "./support/test.js";
import { amara } from "./support/sample.js";

test.use({ expected: { messages: [/status of (404|412)/, /ERR_FAILED/] } });

const said = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text });
const more = (page: Page) => page.getByRole("button", { name: "More actions" });

async function makeBook(page: Page, origin: string, name: string) {
  const answer = await page.request.post("/api/v1/books", { data: { name }, headers: { origin } });
  expect(answer.status()).toBe(201);
  return (await answer.json()) as { id: string; name: string };
}

test("what is written down is copied, and a map is one click away", async ({ page, visit, write, context, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: baseURL! });
  const { id } = await write(amara);
  await visit(`/contacts/${id}`);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  for (const [what, text] of [
    ["+234 803 123 4567", "+234 803 123 4567"],
    ["amara.okafor@example.org", "amara.okafor@example.org"],
    ["https://okafor.example.org/family", "https://okafor.example.org/family"],
  ] as const) {
    await page.getByRole("button", { name: `Copy ${what}` }).click();
    await expect(said(page, "Copied").first()).toBeVisible();
    expect(await clipboard()).toBe(text);
  }
  await page.getByRole("button", { name: /^Copy 17 Adeola/ }).click();
  await expect.poll(clipboard).toBe("17 Adeola Odeku Street\nVictoria Island\n106104 Lagos\nNigeria");
  const map = page.getByRole("link", { name: /^Show 17 Adeola Odeku Street, Victoria Island, 106104 Lagos, Nigeria on a map$/ });
  await expect(map).toHaveAttribute("href", /openstreetmap\.org\/search\?query=17%20Adeola/);
  await expect(map).toHaveAttribute("rel", "noopener noreferrer nofollow");
});

test("what a note names is one click away, and the rest of it is text", async ({ page, visit, write }) => {
  const note = "Ring +49 30 901820 or write to ann@example.org, see https://example.org/a.\n<b>Not bold</b>";
  const { id } = await write({ name: { given: "Ann" }, note });
  await visit(`/contacts/${id}`);
  for (const [text, href] of [
    ["+49 30 901820", "tel:+4930901820"],
    ["ann@example.org", "mailto:ann@example.org"],
    ["https://example.org/a", "https://example.org/a"],
  ] as const) {
    await expect(page.getByRole("link", { name: text, exact: true })).toHaveAttribute("href", href);
  }
  await expect(page.getByText("<b>Not bold</b>")).toBeVisible();
});

test("without a clipboard for pages the text is copied by hand", async ({ page, visit, write }) => {
  const { id } = await write(amara);
  await page.addInitScript(() => Object.defineProperty(window, "isSecureContext", { value: false }));
  await visit(`/contacts/${id}`);
  const button = page.getByRole("button", { name: "Copy amara.okafor@example.org" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(said(page, "Copied").first()).toBeVisible();
  await expect(button).toBeFocused();
  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("First name").fill("");
  await page.getByLabel("First name").press("Control+v");
  await expect(page.getByLabel("First name")).toHaveValue("amara.okafor@example.org");
});

test("the QR code is in a dialog, on white in both themes", async ({ page, visit, write }) => {
  // Eight times a page is looked through.
  test.slow();
  const { id } = await write({ ...amara, emails: Array.from({ length: 60 }, (_, n) => ({ value: `someone.with.a.long.name.${n}@example.org` })) });
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await visit(`/contacts/${id}`);
      await more(page).click();
      await expectAccessible(page);
      await page.getByRole("button", { name: "QR code" }).click();
      const dialog = page.getByRole("dialog", { name: "Amara Okafor as a QR code" });
      await expect(dialog).toBeVisible();
      const code = dialog.getByRole("img", { name: "QR code with the card of Amara Okafor" });
      await expect.poll(() => code.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true);
      await expect(dialog.getByText(/^There was no room for all of this: E-mail, /)).toBeVisible();
      const box = (await code.boundingBox())!;
      expect(box.width).toBeGreaterThan(280);
      expect(Math.abs(box.width - box.height)).toBeLessThan(1);
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      // And once more: nothing of the first time is in the way.
      await more(page).click();
      await page.getByRole("button", { name: "QR code" }).click();
      await expect(code).toBeVisible();
      await dialog.getByRole("button", { name: "Close" }).click();
      await expect(dialog).toBeHidden();
    }
  }
});

test("the card is had as a file", async ({ page, visit, write }) => {
  const { id } = await write(amara);
  await visit(`/contacts/${id}`);
  // What is being written stays: a file comes beside the page.
  await page.getByRole("button", { name: "New note" }).click();
  await page.getByLabel("Note", { exact: true }).fill("Not lost");
  await more(page).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the card" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("Amara Okafor.vcf");
  const card = await readFile(await download.path(), "utf8");
  expect(card).toMatch(/^BEGIN:VCARD\r\n[^]*FN:Amara Okafor\r\n[^]*END:VCARD\r\n$/);
  await expect(page).toHaveURL(new RegExp(`/contacts/${id}$`));
  await expect(page.getByLabel("Note", { exact: true })).toHaveValue("Not lost");
});

test("on paper is the contact and nothing to press", async ({ page, visit, write }) => {
  const { id } = await write(amara);
  await visit(`/contacts/${id}`);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("+234 803 123 4567")).toBeVisible();
  for (const button of await page.getByRole("button").all()) await expect(button).toBeHidden();
  await expect(page.getByRole("searchbox")).toBeHidden();
});

test("with one book nothing is offered to move to", async ({ page, visit, write }) => {
  const { id } = await write({ name: { given: "Ann" } });
  await visit(`/contacts/${id}`);
  await more(page).click();
  await expect(page.getByRole("button", { name: "Print" })).toBeVisible();
  await expect(page.getByText("Move to")).toHaveCount(0);
});

test("a contact moves to another book and back, and is copied there", async ({ page, visit, write, baseURL }) => {
  const { id } = await write({ name: { given: "Ann" } });
  const club = await makeBook(page, baseURL!, "Club");
  await visit(`/contacts/${id}`);
  const size = () => page.locator(".place-link", { hasText: "Club" }).locator(".place-size");
  const choose = async (group: string) => {
    await more(page).click();
    await page.getByRole("group", { name: group }).getByRole("button", { name: "Club" }).click();
  };
  await choose("Move to");
  await expect(said(page, `${named("Ann")} was moved to “${named("Club")}”.`)).toBeVisible();
  await expect(size()).toHaveText("1");
  await expect(page).toHaveURL(`/contacts/${id}`);
  const book = async () => (await (await page.request.get(`/api/v1/contacts/${id}`)).json()).book_id;
  expect(await book()).toBe(club.id);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(said(page, `${named("Ann")} is back in “${named("Contacts")}”.`)).toBeVisible();
  expect(await book()).not.toBe(club.id);
  await choose("Copy to");
  await expect(said(page, `${named("Ann")} was copied to “${named("Club")}”.`)).toBeVisible();
  await expect(size()).toHaveText("1");
  const list = await (await page.request.get(`/api/v1/contacts?book=${club.id}`)).json();
  expect(list.items.map((one: { name: { full: string } }) => one.name.full)).toEqual(["Ann"]);
  expect(list.items[0].id).not.toBe(id);
});

test("a move that somebody else's change has overtaken is not made", async ({ page, visit, write, baseURL }) => {
  const { id } = await write({ name: { given: "Ann" } });
  await makeBook(page, baseURL!, "Club");
  // The page would hear of the change before anybody can press a button.
  await page.route("**/api/v1/events**", (route) => route.abort());
  await visit(`/contacts/${id}`);
  const answer = await page.request.patch(`/api/v1/contacts/${id}`, { data: { nickname: "Annie" }, headers: { origin: baseURL! } });
  expect(answer.ok()).toBeTruthy();
  await more(page).click();
  await page.getByRole("group", { name: "Move to" }).getByRole("button", { name: "Club" }).click();
  await expect(said(page, `${named("Ann")} was changed just now and was not moved.`)).toBeVisible();
  await expect(page.getByText("“Annie”")).toBeVisible();
});

test("a relation is chosen from the contacts, leads there, and is taken back", async ({ page, visit, write }) => {
  const bob = await write({ name: { given: "Bobby", family: "Lee" }, org: { name: "Acme" } });
  await write({ name: { given: "Bobbie" } });
  const { id } = await write({ name: { given: "Ann" } });
  await visit(`/contacts/${id}/edit`);
  await page.getByRole("button", { name: "Relation" }).click();
  const input = page.getByRole("combobox", { name: "Relation 1", exact: true });
  await input.pressSequentially("bobb");
  const options = page.getByRole("listbox").getByRole("option");
  await expect(options).toHaveCount(2);
  await expect(input).toHaveAttribute("aria-expanded", "true");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(options).toHaveCount(0);
  await input.pressSequentially("y");
  await expect(options).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(input).toHaveValue("Bobby Lee");
  await expect(page.getByText("Linked to the contact Bobby Lee")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save" }).click();
  const link = page.locator("article").getByRole("link", { name: "Bobby Lee" });
  await expect(link).toHaveAttribute("href", `/contacts/${bob.id}`);
  await page.reload();
  await alive(page);
  await link.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bobby Lee");

  await visit(`/contacts/${id}/edit`);
  await page.getByRole("button", { name: "Remove the link to Bobby Lee" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("article").getByText("Bobby Lee")).toBeVisible();
  await expect(link).toHaveCount(0);
});

test("labels that there are are offered", async ({ page, visit, write }) => {
  await write({ name: { given: "Bob" }, labels: ["Family", "Go club"] });
  await visit("/contacts/new");
  const input = page.getByRole("combobox", { name: "Add label" });
  await expect(input).toHaveAttribute("list", "known-labels");
  await expect(page.locator("#known-labels option")).toHaveCount(2);
  // What a browser does when one of them is picked.
  await input.evaluate((input: HTMLInputElement) => {
    input.value = "Go club";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await expect(page.locator(".label-box .chip")).toHaveText(/Go club/);
  await expect(input).toHaveValue("");
});
