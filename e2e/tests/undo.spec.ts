import type { Page } from "@playwright/test";
import { expect, expectAccessible, named, test } from "./support/test.js";

test.use({ expected: { messages: [/ERR_FAILED/, /status of (412|500)/] } });

const toast = (page: Page, text: string) => page.locator(".toast").filter({ hasText: text });

async function remove(page: Page, name: string) {
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(toast(page, `${named(name)} was deleted`)).toBeVisible();
}

test("undo can be tried again when it fails", async ({ page, visit, write }) => {
  await write({ name: { given: "Ann" } });
  await visit("/");
  await remove(page, "Ann");
  await page.route("**/restore", (route) => route.abort());
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(toast(page, "could not be brought back")).toBeVisible();
  await page.unroute("**/restore");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: "Ann" })).toBeVisible();
});

test("each of two deletions has its own way back", async ({ page, visit, write }) => {
  for (const given of ["Ann", "Bea"]) await write({ name: { given } });
  await visit("/");
  await remove(page, "Ann");
  await remove(page, "Bea");
  await expectAccessible(page);
  await toast(page, `${named("Ann")} was`).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: "Ann" })).toBeVisible();
  await toast(page, `${named("Bea")} was`).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: "Bea" })).toBeVisible();
});

test("undo waits for hands that have reached it, and is reached soon", async ({ page, visit, write }) => {
  await write({ name: { given: "Ann" } });
  await page.clock.install();
  await visit("/");
  await remove(page, "Ann");
  await page.getByRole("link", { name: "Skip to the content" }).focus();
  await page.keyboard.press("Tab");
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(undo).toBeFocused();
  await page.clock.fastForward(60_000);
  await expect(undo).toBeFocused();
  await page.getByRole("link", { name: "Skip to the content" }).focus();
  await undo.hover();
  await page.clock.fastForward(60_000);
  await expect(undo).toBeVisible();
  await page.mouse.move(1, 1);
  await page.clock.fastForward(60_000);
  await expect(undo).toHaveCount(0);
});

for (const [status, text] of [[500, "could not be deleted"], [412, "changed"]] as const) {
  test(`a row goes at once and comes back when the server answers ${status}`, async ({ page, visit, write }) => {
    const { id } = await write({ name: { given: "Ann" } });
    await write({ name: { given: "Bea" } });
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    await page.route(`**/api/v1/contacts/${id}`, async (route) => {
      if (route.request().method() !== "DELETE") return route.fallback();
      await gate;
      const code = status === 412 ? "stale" : "internal";
      await route.fulfill({ status, contentType: "application/problem+json", json: { status, code, title: "no" } });
    });
    await visit(`/contacts/${id}`);
    await page.getByRole("button", { name: "Delete" }).click();
    await expect(page).toHaveURL("/");
    await expect(page.getByRole("link", { name: "Bea" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Ann" })).toBeHidden();
    release();
    await expect(toast(page, text)).toBeVisible();
    await expect(page.getByRole("link", { name: "Ann" })).toBeVisible();
  });
}
