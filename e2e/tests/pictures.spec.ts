import { expect, type Page } from "@playwright/test";
import { amara, people } from "./support/sample.js";
import { test } from "./support/test.js";

test.skip(!process.env.SCREENSHOTS, "only on demand: just screenshots");

/** A picture for the documentation, in both themes. */
async function shoot(page: Page, name: string) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `../docs/screenshots/${name}-${colorScheme}.png` });
  }
}

test("the pictures of the documentation", async ({ page, visit, account, write, baseURL }) => {
  void account;
  test.setTimeout(180_000);
  const headers = { origin: baseURL! };
  await visit("/");
  await shoot(page, "empty");

  const sample = await page.request.post("/api/v1/sample", { headers });
  expect(sample.status()).toBe(201);
  for (const person of people) await write(person);
  const { id } = await write(amara);
  await visit("/");
  await shoot(page, "list");
  await visit(`/contacts/${id}`);
  await shoot(page, "contact");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog");
  await palette.getByRole("combobox").fill("ma");
  await expect(palette.getByRole("option").nth(3)).toBeVisible();
  await shoot(page, "palette");
  await visit(`/contacts/${id}/edit`);
  await shoot(page, "form");
  await visit("/birthdays");
  await shoot(page, "birthdays");

  await page.request.patch("/api/v1/me", { data: { language: "fa" }, headers });
  await visit(`/contacts/${id}`);
  await shoot(page, "persian");
  await page.request.patch("/api/v1/me", { data: { language: "en" }, headers });

  await page.setViewportSize({ width: 390, height: 844 });
  await visit("/");
  await shoot(page, "phone");
});
