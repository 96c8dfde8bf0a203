import type { Locator } from "@playwright/test";
import { alive, expect, test } from "./support/test.js";

// A mouse at a desk, and a thumb on a phone, where list and contact take turns.
for (const device of ["desktop", "phone"] as const) {
  test.describe(`on a ${device}`, () => {
    const phone = device === "phone";
    test.use(phone ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } : {});

    test("a contact is written, changed, found, kept, deleted and brought back", async ({ page, visit, account }) => {
      void account;
      const press = (target: Locator) => (phone ? target.tap() : target.click());
      const list = page.getByRole("region", { name: "Contacts" });
      await visit("/");
      await expect(page.getByRole("heading", { name: "A fresh page" })).toBeVisible();

      await press(page.getByRole("link", { name: "New contact" }).first());
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("New contact");
      await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
      await page.getByLabel("First name").fill("Ada");
      await page.getByLabel("Last name").fill("Lovelace");
      await page.getByLabel("Phone 1", { exact: true }).fill("+44 20 7946 0958");
      await press(page.getByRole("button", { name: "Add phone" }));
      await expect(page.getByLabel("Phone 2", { exact: true })).toBeFocused();
      await page.getByLabel("Phone 2", { exact: true }).fill("030 901820");
      await page.getByLabel("Phone 2: Type").selectOption("Own label");
      await page.getByLabel("Phone 2: Own label").fill("Boat house");
      await page.getByLabel("E-mail 1", { exact: true }).fill("ada@example.org");
      await page.getByLabel("Day", { exact: true }).fill("10");
      await page.getByLabel("Month").selectOption("December");
      await page.getByLabel("Note", { exact: true }).fill("First programmer.\nLikes long walks.");
      await press(page.getByRole("button", { name: "Save" }));

      await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/);
      await expect(page).toHaveTitle("Ada Lovelace – Bloknotik");
      await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
      const contact = page.locator("article");
      await expect(contact.getByRole("link", { name: "+44 20 7946 0958" })).toHaveAttribute("href", "tel:+442079460958");
      await expect(contact.getByRole("link", { name: "ada@example.org" })).toHaveAttribute("href", "mailto:ada@example.org");
      await expect(contact).toContainText("Boat house");
      await expect(contact).toContainText("10 December");
      if (phone) await expect(list).toBeHidden();
      else await expect(list.getByRole("link", { name: "Ada Lovelace" })).toHaveAttribute("aria-current", "true");

      await press(page.getByRole("link", { name: "Edit" }));
      await page.getByLabel("First name").fill("Augusta Ada");
      await press(page.getByRole("button", { name: "Remove phone 1" }));
      await press(page.getByRole("button", { name: "Save" }));
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Augusta Ada Lovelace");
      await expect(contact).not.toContainText("7946");
      await expect(contact).toContainText("Boat house");

      if (phone) await press(page.getByRole("link", { name: "Contacts", exact: true }));
      await page.getByRole("searchbox").fill("loveL");
      await expect(page).toHaveURL(/\?q=loveL$/);
      await expect(page.getByText("1 contact found")).toBeVisible();
      await page.getByRole("searchbox").fill("nobody at all");
      await expect(page.getByRole("heading", { name: "Nobody matches “nobody at all”" })).toBeVisible();
      if (!phone) await expect(page.getByRole("heading", { level: 1 })).toHaveText("Augusta Ada Lovelace");
      await page.getByRole("searchbox").fill("");
      await expect(page.getByText("1 contact", { exact: true }).first()).toBeVisible();
      await press(list.getByRole("link", { name: "Augusta Ada Lovelace" }));

      await page.reload();
      await alive(page);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Augusta Ada Lovelace");
      await expect(contact).toContainText("Likes long walks.");

      await press(page.getByRole("button", { name: "Delete" }));
      await expect(page).toHaveURL("/");
      await expect(page.getByRole("status").filter({ hasText: "was deleted" })).toBeVisible();
      await expect(page.getByRole("heading", { name: "A fresh page" })).toBeVisible();
      await press(page.getByRole("button", { name: "Undo" }));
      await expect(page.getByRole("link", { name: "Augusta Ada Lovelace" })).toBeVisible();
      await expect(page.getByRole("status").filter({ hasText: "is back" })).toBeVisible();
    });
  });
}

test("the search lives in the address and survives reload, back and odd characters", async ({ page, visit, write }) => {
  await write({ name: { given: "Percy", family: "100% & Sons" } });
  await write({ name: { given: "Quinn" } });
  await visit("/?q=100%25%20%26");
  await expect(page.getByRole("searchbox")).toHaveValue("100% &");
  await expect(page.getByText("1 contact found")).toBeVisible();
  await page.getByRole("link", { name: "Percy" }).click();
  await expect(page).toHaveURL(/\/contacts\/.*\?q=100%25%20%26$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Percy 100% & Sons");
  await page.getByRole("searchbox").fill("quinn");
  await expect(page.getByRole("link", { name: "Quinn" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL("/?q=100%25%20%26");
  await expect(page.getByRole("searchbox")).toHaveValue("100% &");
  await expect(page.getByRole("link", { name: "Percy" })).toBeVisible();
  await page.goForward();
  await expect(page).toHaveURL(/\/contacts\/.*\?q=quinn$/);
  await expect(page.getByRole("searchbox")).toHaveValue("quinn");
  await page.reload();
  await alive(page);
  await expect(page.getByRole("link", { name: "Quinn" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Percy 100% & Sons");
});

test("what the document brought is not fetched again", async ({ page, visit, write }) => {
  const contact = await write({ name: { given: "Only", family: "Once" } });
  const calls: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    // Listening for changes asks for nothing that is shown.
    if (pathname.startsWith("/api/") && pathname !== "/api/v1/events") calls.push(request.url());
  });
  // Not the first visit, perhaps: on a busy machine the news of the writing may come after the page.
  await expect(async () => {
    calls.length = 0;
    await visit(`/contacts/${contact.id}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Only Once");
    expect(calls).toEqual([]);
  }).toPass();
});
