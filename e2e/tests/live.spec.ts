import type { Page, Request } from "@playwright/test";
import { alive, expect, test } from "./support/test.js";

// Chromium writes down every 404, also the one by which the page learns that a contact is gone.
test.use({ expected: { messages: [/status of 404/] } });

const phone = (value: string) => ({ phones: [{ value, type: "mobile" }] });

/** Changes something as another program would. */
async function patch(page: Page, baseURL: string | undefined, path: string, data: object) {
  const answer = await page.request.patch(`/api/v1/${path}`, { data, headers: { origin: baseURL! } });
  expect(answer.ok(), await answer.text()).toBeTruthy();
}

for (const [size, viewport] of [
  ["desktop", { width: 1280, height: 800 }],
  ["phone", { width: 390, height: 844 }],
] as const) {
  test(`what others change is seen at once, ${size}`, async ({ page, visit, write, baseURL }) => {
    await page.setViewportSize(viewport);
    const { id } = await write({ name: { given: "Ann" }, ...phone("0301") });
    await visit("/");
    await write({ name: { given: "Bob" } });
    await expect(page.getByRole("link", { name: "Bob" })).toBeVisible();
    await page.getByRole("link", { name: "Ann" }).click();
    await expect(page.locator("article")).toContainText("0301");
    await patch(page, baseURL, `contacts/${id}`, { name: { given: "Anna" }, ...phone("0302") });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Anna");
    await expect(page.locator("article")).toContainText("0302");
    await page.request.delete(`/api/v1/contacts/${id}`, { headers: { origin: baseURL! } });
    await expect(page.getByRole("heading", { level: 1, name: "This contact is not here" })).toBeVisible();
  });
}

test("of two changes right after each other the last one is shown", async ({ page, visit, write, baseURL }) => {
  const { id } = await write({ name: { given: "Ann" }, ...phone("0301") });
  await visit(`/contacts/${id}`);
  // The answer to the first question stays away until there has been another change.
  let go = () => {};
  const gate = new Promise<void>((resolve) => (go = resolve));
  let asked = 0;
  await page.route(`**/api/v1/contacts/${id}`, async (route) => {
    asked += 1;
    const answer = await route.fetch();
    if (asked === 1) await gate;
    await route.fulfill({ response: answer });
  });
  await patch(page, baseURL, `contacts/${id}`, phone("0302"));
  await expect.poll(() => asked).toBe(1);
  await patch(page, baseURL, `contacts/${id}`, { name: { given: "Anna" }, ...phone("0303") });
  await expect(page.getByRole("link", { name: "Anna" })).toBeVisible();
  go();
  await expect(page.locator("article")).toContainText("0303");
});

test("one page of a browser shows what another one does", async ({ page, context, visit, write }) => {
  await write({ name: { given: "Ann" }, labels: ["Chess"] });
  await visit("/");
  const other = await context.newPage();
  await other.goto("/labels/new");
  await alive(other);
  await other.getByLabel("Name").fill("Choir");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("link", { name: "Choir", exact: true })).toBeVisible();
  await other.close();
});

test("what is being typed stays, whatever happens around it", async ({ page, visit, write, baseURL }) => {
  const { id } = await write({ name: { given: "Ann" }, ...phone("0301") });
  const answer = await page.request.post("/api/v1/notes", {
    data: { title: "Old", contact_id: id },
    headers: { origin: baseURL! },
  });
  const note = (await answer.json()) as { id: string };
  await visit(`/contacts/${id}`);
  await page.getByRole("button", { name: "New note" }).click();
  await page.getByLabel("Note", { exact: true }).fill("half a thought");
  await page.getByRole("searchbox", { name: "Search contacts" }).fill("an");
  await page.getByLabel("Note", { exact: true }).focus();
  await patch(page, baseURL, `contacts/${id}`, phone("0302"));
  await patch(page, baseURL, `notes/${note.id}`, { title: "New" });
  await expect(page.locator("article").first()).toContainText("0302");
  await expect(page.getByRole("heading", { name: "New", exact: true })).toBeVisible();
  await expect(page.getByLabel("Note", { exact: true })).toHaveValue("half a thought");
  await expect(page.getByLabel("Note", { exact: true })).toBeFocused();
  await expect(page.getByRole("searchbox", { name: "Search contacts" })).toHaveValue("an");
  await page.getByRole("button", { name: "Cancel" }).click();

  // A note that is being changed is shown anew when that is done.
  await page.locator(".note").getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Title").fill("Mine");
  await patch(page, baseURL, `notes/${note.id}`, { title: "Theirs" });
  await patch(page, baseURL, `contacts/${id}`, phone("0303"));
  await expect(page.locator("article").first()).toContainText("0303");
  await expect(page.getByLabel("Title")).toHaveValue("Mine");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { name: "Theirs" })).toBeVisible();
});

test.describe("what is refused", () => {
  test.use({ expected: { messages: [/status of (404|422)/] } });

  test("a half written note outlives its contact", async ({ page, visit, write, baseURL }) => {
    const { id } = await write({ name: { given: "Ann" } });
    await visit(`/contacts/${id}`);
    await page.getByRole("button", { name: "New note" }).click();
    await page.getByLabel("Title").fill("half a thought");
    await page.request.delete(`/api/v1/contacts/${id}`, { headers: { origin: baseURL! } });
    await expect(page.getByRole("heading", { level: 1, name: "This contact is not here" })).toBeVisible();
    await expect(page.getByLabel("Title")).toHaveValue("half a thought");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Save again to keep the note" })).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByLabel("Title")).toBeHidden();
    await visit("/notes");
    await expect(page.getByRole("heading", { name: "half a thought" })).toBeVisible();
  });
});

test("a form keeps what was typed, and saving says that somebody was faster", async ({ page, visit, write, baseURL }) => {
  const { id } = await write({ name: { given: "Ann" } });
  await visit(`/contacts/${id}/edit`);
  await page.getByLabel("First name").fill("Anna");
  await patch(page, baseURL, `contacts/${id}`, { name: { given: "Annika" } });
  await expect(page.getByRole("link", { name: "Annika" })).toBeVisible();
  await expect(page.getByLabel("First name")).toHaveValue("Anna");
});

test("whoever signs out is not told that they are signed out", async ({ page, visit, account }) => {
  void account;
  const isNews = (request: Request) => request.url().includes("/api/v1/events");
  const asked = page.waitForRequest(isNews);
  const settled = Promise.race([
    page.waitForEvent("requestfinished", isNews),
    page.waitForEvent("requestfailed", isNews),
  ]);
  // The question for news arrives when the session has ended, and the page learns of that before it is left.
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  await page.route("**/api/v1/events*", async (route) => {
    await ended;
    await route.continue();
  });
  await page.route("**/api/v1/users/logout", async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    end();
    await settled;
    await route.fulfill({ response });
  });
  await visit("/settings");
  await asked;
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/login");
});
