import type { Page } from "@playwright/test";
import { alive, expect, test } from "./support/test.js";

const CHUNK = "**/pkg/split_form.*.wasm";

/** Whether the window still holds the page that was marked: a page that is loaded anew forgets. */
const marked = (page: Page) => page.evaluate(() => "marked" in window);
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { marked: true }));

test("a form that is opened at once comes alive with its own code", async ({ page, visit, account, write }) => {
  void account;
  const { id } = await write({ name: { given: "Ada" } });
  for (const path of ["/contacts/new", `/contacts/${id}/edit`]) {
    const chunk = page.waitForResponse(CHUNK);
    await visit(path);
    expect((await chunk).ok()).toBeTruthy();
    const phones = page.getByRole("textbox", { name: /^Phone \d+$/ });
    const before = await phones.count();
    await page.getByRole("button", { name: "Add phone" }).click();
    await expect(phones).toHaveCount(before + 1);
  }
});

test("the code of the form is there before anybody asks for it", async ({ page, visit, account }) => {
  void account;
  const chunk = page.waitForResponse(CHUNK);
  await visit("/");
  await (await chunk).finished();
  await page.route(CHUNK, (route) => route.abort());
  await mark(page);
  await page.getByRole("link", { name: "New contact" }).first().click();
  await expect(page.getByLabel("First name")).toBeEditable();
  await page.getByRole("link", { name: "Cancel" }).first().click();
  await expect(page).toHaveURL("/");
  await page.goBack();
  await expect(page.getByLabel("First name")).toBeEditable();
  expect(await marked(page)).toBe(true);
});

test.describe("code that does not come", () => {
  test.use({ expected: { messages: [/status of 404|ERR_FAILED|Failed to fetch|Incorrect response MIME|HTTP status code is not ok|preload/] } });

  for (const [what, fail] of [
    ["because the network is gone", { chunk: CHUNK, abort: true, search: "" }],
    ["because the server is newer than the page", { chunk: CHUNK, abort: false, search: "?q=a" }],
    ["with the small pieces of all chunks", { chunk: "**/pkg/shared.*.bin", abort: true, search: "" }],
  ] as const) {
    test(`${what} is asked for with the whole page`, async ({ page, visit, account }) => {
      void account;
      await page.route(fail.chunk, (route) => (fail.abort ? route.abort() : route.fulfill({ status: 404 })));
      await visit(`/${fail.search}`);
      await mark(page);
      await page.getByRole("link", { name: "New contact" }).first().click();
      // The page that the server renders says the same, and comes alive as soon as it can.
      await expect(page).toHaveURL(`/contacts/new${fail.search}`);
      await expect(page.getByLabel("First name")).toBeVisible();
      expect(await marked(page)).toBe(false);
      // Even now it could be sent, as a plain form.
      await expect(page.getByRole("button", { name: "Save" })).toBeEnabled();
      await page.unroute(fail.chunk);
      await alive(page);
      await page.getByLabel("First name").fill("Ada");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada");
    });
  }
});
