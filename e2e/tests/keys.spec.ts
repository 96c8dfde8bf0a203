import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.js";

// Nothing here is clicked: what cannot be reached by the tabulator, or does not do what its key says, fails.
const key = (page: Page, name: string) => page.keyboard.press(name);

/** Goes on by the tabulator until something of that name has the focus, seen. */
async function tabTo(page: Page, role: string, name: string, backwards = false) {
  const here = () =>
    page.evaluate(() => {
      const one = document.activeElement as HTMLInputElement | null;
      const label = one?.getAttribute("aria-label") ?? one?.labels?.[0]?.innerText ?? one?.innerText ?? "";
      const kind = one?.getAttribute("role") ?? { A: "link", BUTTON: "button", SELECT: "select" }[one?.tagName ?? ""] ?? "field";
      return `${kind} ${label.trim().split("\n")[0]}`;
    });
  const passed: string[] = [];
  for (let presses = 0; presses < 80; presses++) {
    const now = await here();
    if (now === `${role} ${name}`) {
      const box = await page.evaluate(() => document.activeElement!.getBoundingClientRect().toJSON());
      expect(box.width * box.height, `${name} has the focus and is not seen`).toBeGreaterThan(0);
      return;
    }
    passed.push(now);
    await key(page, backwards ? "Shift+Tab" : "Tab");
  }
  throw new Error(`${role} “${name}” is not reached by the tabulator: ${passed.join(" | ")}`);
}

test("a contact is made, changed, found, deleted and brought back by keys alone", async ({ page, visit, account }) => {
  void account;
  const title = page.getByRole("heading", { level: 1 });
  await visit("/");
  await tabTo(page, "link", "New contact");
  await key(page, "Enter");
  await expect(title).toHaveText("New contact");
  await tabTo(page, "field", "First name");
  await page.keyboard.type("Ada");
  await tabTo(page, "field", "Last name");
  await page.keyboard.type("Lovelace");
  await tabTo(page, "field", "Phone 1");
  await page.keyboard.type("030 901820");
  await tabTo(page, "select", "Phone 1: Type");
  await page.keyboard.type("Wor");
  await tabTo(page, "button", "Add phone");
  await key(page, "Space");
  await expect(page.getByLabel("Phone 2", { exact: true })).toBeFocused();
  await page.keyboard.type("030 2");
  await key(page, "Enter");
  await expect(title).toHaveText("Ada Lovelace");
  await expect(title).toBeFocused();
  await expect(page.locator("article")).toContainText("Work");

  await tabTo(page, "link", "Edit");
  await key(page, "Enter");
  await expect(title).toHaveText("Edit Ada Lovelace");
  await tabTo(page, "button", "Remove phone 2");
  await key(page, "Enter");
  // Not thrown to the top of the page.
  await expect(page.locator("body")).not.toBeFocused();
  await tabTo(page, "button", "Save");
  await key(page, "Enter");
  await expect(page.locator("article")).not.toContainText("030 2");

  await tabTo(page, "field", "Search contacts", true);
  await page.keyboard.type("lovel");
  await expect(page.getByText("1 contact found")).toBeVisible();
  await tabTo(page, "link", "Ada Lovelace");
  await key(page, "Enter");
  await expect(title).toBeFocused();
  await tabTo(page, "button", "Delete");
  await key(page, "Enter");
  await expect(page.getByRole("status").filter({ hasText: "was deleted" })).toBeVisible();
  await tabTo(page, "button", "Undo");
  await key(page, "Enter");
  await expect(page.getByRole("status").filter({ hasText: "is back" })).toBeVisible();
});
