import type { Page } from "@playwright/test";
import { amara } from "./support/sample.js";
import { expect, test } from "./support/test.js";

test.use({ expected: { messages: [/status of 422/] } });

/** What has the focus, where something lies over it. */
async function covered(page: Page) {
  return page.evaluate(() => {
    const focused = document.activeElement!;
    const { left, top, right, bottom } = focused.getBoundingClientRect();
    // Its upper and its lower end: a bar may lie over either.
    const seen = [top + 2, bottom - 2].every((y) => {
      const there = document.elementFromPoint((left + right) / 2, y);
      return there !== null && (focused.contains(there) || there.contains(focused));
    });
    return seen ? null : `${focused.tagName} ${focused.id || focused.textContent} ${top}-${bottom} of ${innerHeight}`;
  });
}

for (const [width, height] of [[1280, 500], [390, 500]]) {
  test(`no bar lies over what has the focus, at ${width} × ${height}`, async ({ page, visit, write }) => {
    for (let n = 0; n < 20; n++) await write({ name: { given: `Person ${n}` } });
    const { id } = await write(amara);
    await page.setViewportSize({ width, height });
    await visit(`/contacts/${id}/edit`);
    await page.getByLabel("First name").focus();
    for (const key of ["Tab", "Shift+Tab"]) {
      for (let step = 0; step < 30; step++) {
        await page.keyboard.press(key);
        expect(await covered(page), `${key} in the form`).toBeNull();
      }
    }
    await visit("/");
    await page.getByRole("link", { name: "Person 9" }).focus();
    for (const [key, steps] of [["ArrowUp", 15], ["ArrowDown", 25], ["ArrowUp", 15], ["Shift+Tab", 4]] as const) {
      for (let step = 0; step < steps; step++) {
        await page.keyboard.press(key);
        // The row has the focus when it is in its place.
        await expect(page.locator(":focus")).toBeInViewport();
        expect(await covered(page), `${key} in the list`).toBeNull();
      }
    }
  });
}

test("a refused part of the name is shown, also where it was folded away", async ({ page, visit, account }) => {
  void account;
  await visit("/contacts/new");
  await page.getByText("More name fields").click();
  await page.getByLabel("Prefix").fill("x".repeat(2_000));
  await page.getByText("More name fields").click();
  await expect(page.getByLabel("Prefix")).toBeHidden();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Prefix")).toBeFocused();
  await expect(page.getByLabel("Prefix")).toHaveAccessibleDescription(/At most/);
});

test("a link does not throw typed text away", async ({ page, visit, write }) => {
  await write({ name: { given: "Bea" } });
  await visit("/contacts/new");
  await page.getByLabel("First name").fill("Ann");
  await page.getByRole("link", { name: "Bea" }).click();
  await expect(page.getByRole("dialog")).toContainText("not saved");
  await page.getByRole("button", { name: "Keep editing" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByLabel("First name")).toHaveValue("Ann");
  await page.getByRole("link", { name: "Bea" }).click();
  await page.getByRole("link", { name: "Leave" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bea");

  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByRole("link", { name: "New contact" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New contact");
  await page.getByLabel("First name").fill("Ann");
  await page.getByRole("link", { name: "Cancel" }).last().click();
  await expect(page).toHaveURL("/");
});
