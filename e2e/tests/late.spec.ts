import type { Page, Route } from "@playwright/test";
import { alive, expect, named, test } from "./support/test.js";

// A refused request is an error in Chromium's console, although the page handles it.
test.use({ expected: { messages: [/ERR_FAILED/, /status of 5\d\d/, /was preloaded using link preload/] } });

/** Holds back what goes to an address until it is let go, with the answer that the server gives then. */
async function hold(page: Page, method: string, address: string) {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  let arrived = () => {};
  const sent = new Promise<void>((resolve) => (arrived = resolve));
  await page.route(address, async (route: Route) => {
    if (route.request().method() !== method) return route.fallback();
    arrived();
    await gate;
    await route.continue();
  });
  const letGo = async () => {
    const answered = page.waitForResponse((answer) => answer.request().method() === method);
    release();
    await (await answered).finished();
  };
  return { sent, letGo };
}

/** Leaves for the contact of this name, also where the page asks first. */
async function leaveFor(page: Page, name: string) {
  await page.getByRole("link", { name }).click();
  const leave = page.getByRole("link", { name: "Leave" });
  await expect(leave.or(page.getByRole("heading", { level: 1, name }))).toBeVisible();
  if (await leave.isVisible()) await leave.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

test("nothing can be typed into a form whose answer is on its way", async ({ page, visit, write }) => {
  const { id } = await write({ name: { given: "Ann" } });
  await visit(`/contacts/${id}/edit`);
  const { sent, letGo } = await hold(page, "PATCH", `**/api/v1/contacts/${id}`);
  await page.getByLabel("First name").fill("Anna");
  await page.getByLabel("First name").press("Enter");
  await sent;
  const note = page.getByLabel("Note", { exact: true });
  await note.scrollIntoViewIfNeeded();
  const box = (await note.boundingBox())!;
  await page.mouse.click(box.x + 20, box.y + 10);
  await page.keyboard.type("typed meanwhile");
  const typed = await note.inputValue();
  await letGo();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Anna");
  await expect(page.locator("article")).toContainText(typed);
});

test("after a failure the focus is where it was", async ({ page, visit, write }) => {
  const { id } = await write({ name: { given: "Ann" } });
  await visit(`/contacts/${id}/edit`);
  await page.route(`**/api/v1/contacts/${id}`, (route) => route.abort());
  await page.getByLabel("First name").fill("Anna");
  await page.getByLabel("First name").press("Enter");
  await expect(page.getByRole("alert")).toContainText("cannot be reached");
  await expect(page.getByLabel("First name")).toBeFocused();
});

for (const act of ["Save", "Delete"]) {
  test(`a late answer to ${act} leaves another form alone`, async ({ page, visit, write }) => {
    const ann = await write({ name: { given: "Ann" } });
    await write({ name: { given: "Bea" } });
    await visit(`/contacts/${ann.id}${act === "Save" ? "/edit" : ""}`);
    const { sent, letGo } = await hold(page, act === "Save" ? "PATCH" : "DELETE", `**/api/v1/contacts/${ann.id}`);
    if (act === "Save") await page.getByLabel("First name").fill("Anna");
    await page.getByRole("button", { name: act }).click();
    await sent;
    await leaveFor(page, "Bea");
    await page.getByRole("link", { name: "Edit" }).click();
    await page.getByLabel("First name").fill("Beatrice");
    await letGo();
    if (act === "Save") await expect(page.getByRole("link", { name: "Anna" })).toBeVisible();
    else await expect(page.getByRole("status").filter({ hasText: `${named("Ann")} was deleted` })).toBeVisible();
    await expect(page.getByLabel("First name")).toHaveValue("Beatrice");
  });
}

test("a search typed before the page is alive is made", async ({ page, write }) => {
  await write({ name: { given: "Quinn" } });
  await write({ name: { given: "Percy" } });
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await page.getByRole("searchbox").fill("quinn");
  release();
  await alive(page);
  await expect(page).toHaveURL("/?q=quinn");
  await expect(page.getByRole("searchbox")).toHaveValue("quinn");
  await expect(page.getByRole("link", { name: "Percy" })).toHaveCount(0);
});

test("the box follows the address after something typed was taken back", async ({ page, visit, write }) => {
  await write({ name: { given: "Quinn" } });
  await page.clock.install();
  await visit("/?q=nobody");
  await page.getByRole("searchbox").fill("nobody!");
  await page.getByRole("searchbox").fill("nobody");
  await page.clock.runFor(1_000);
  await page.getByRole("link", { name: "Show all contacts" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("a contact whose answer got lost is neither doubled nor stuck", async ({ page, visit, account }) => {
  void account;
  await visit("/contacts/new");
  await page.getByLabel("First name").fill("Ann");
  await page.getByLabel("Phone 1", { exact: true }).fill("0301");
  await page.getByLabel("Note", { exact: true }).fill("kept");
  await page.route("**/api/v1/contacts", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("cannot be reached");
  await page.unroute("**/api/v1/contacts");
  await page.getByLabel("Phone 1", { exact: true }).fill("0302");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ann");
  await expect(page.locator("article")).toContainText("0302");
  await expect(page.locator("article")).toContainText("kept");
  await expect(page.getByText("1 contact", { exact: true }).first()).toBeVisible();
});

test("who goes on before the page is alive gets the page that the address names", async ({ page, visit, write }) => {
  await write({ name: { given: "Ann" } });
  await visit("/");
  await page.getByRole("link", { name: "Ann" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ann" })).toBeVisible();
  await page.goto("about:blank");
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  // The contact is loaded anew, and left again for the list, which was the same document once.
  await page.goBack({ waitUntil: "commit" });
  await expect(page.getByRole("heading", { level: 1, name: "Ann" })).toBeVisible();
  await page.evaluate(() => history.back());
  await expect(page).toHaveURL("/");
  go();
  await expect(page.getByRole("heading", { name: "Nobody selected" })).toBeVisible();
  await alive(page);
  await expect(page.getByRole("heading", { level: 1, name: "Ann" })).toHaveCount(0);
});

test("whoever scrolls before the page is alive stays there", async ({ page, write }) => {
  for (let number = 0; number < 40; number++) await write({ name: { given: `Person ${number}` } });
  await page.setViewportSize({ width: 390, height: 800 });
  const { sent, letGo } = await hold(page, "GET", "**/pkg/bloknotik.*.wasm");
  await page.goto("/");
  await sent;
  await page.evaluate(() => scrollTo(0, 1000));
  await letGo();
  await alive(page);
  // What moves the list does so in a later turn.
  await page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(done))));
  expect(await page.evaluate(() => scrollY)).toBe(1000);
  await expect(page.getByRole("link", { name: "Person 27" })).toBeInViewport();
});

test("a screen is full of rows, however high it is, and all of them work", async ({ page, write }) => {
  for (let number = 10; number < 55; number++) await write({ name: { given: `Person ${number}` } });
  await page.setViewportSize({ width: 1280, height: 2600 });
  const { sent, letGo } = await hold(page, "GET", "**/pkg/bloknotik.*.wasm");
  await page.goto("/");
  await sent;
  const row = (number: number) => page.getByRole("link", { name: `Person ${number}` });
  await expect(row(50)).toBeInViewport();
  const place = await row(50).boundingBox();
  await letGo();
  await alive(page);
  await expect(row(50)).toBeInViewport();
  expect(await row(50).boundingBox()).toEqual(place);
  await row(50).click();
  await expect(page.getByRole("heading", { name: "Person 50" })).toBeVisible();
  await expect(row(50)).toHaveAttribute("aria-current", "true");
  await page.getByRole("checkbox", { name: "Select Person 49" }).click();
  await expect(page.getByText("1 contact selected")).toBeVisible();
});
