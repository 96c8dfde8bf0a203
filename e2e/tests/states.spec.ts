import { expect, expectAccessible, test } from "./support/test.js";

test.use({ expected: { messages: [/status of (401|404|500)/] } });

test("a missing contact is accessible", async ({ page, visit, account }) => {
  void account;
  await visit("/contacts/01900000-0000-7000-8000-000000000000");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This contact is not here");
  await expectAccessible(page);
});

test("an error in the place of a contact is accessible, and asking again helps", async ({ page, visit, write }) => {
  const { id } = await write({ name: { given: "Ann" } });
  await visit("/");
  const problem = { status: 500, code: "internal", title: "no", request_id: "req-1" };
  await page.route(`**/api/v1/contacts/${id}`, (route) =>
    route.fulfill({ status: 500, contentType: "application/problem+json", json: problem }),
  );
  await page.getByRole("link", { name: "Ann" }).click();
  await expect(page.getByRole("alert")).toContainText("Something went wrong");
  await expectAccessible(page);
  await page.unroute(`**/api/v1/contacts/${id}`);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ann");
});

test("closed registration is accessible", async ({ page, visit, account }) => {
  void account;
  await visit("/");
  await page.route("**/api/v1/users/registration", (route) => route.fulfill({ json: { open: false, first: false } }));
  await page.context().clearCookies();
  await page.getByRole("link", { name: "New contact" }).first().click();
  // The list is read anew, which notices that the session has ended.
  await page.getByRole("searchbox").fill("a");
  await expect(page).toHaveURL(/\/login/);
  await page.evaluate(() => {
    history.pushState({}, "", "/register");
    dispatchEvent(new PopStateEvent("popstate"));
  });
  await expect(page.getByText("takes no new accounts")).toBeVisible();
  await expectAccessible(page);
});

test("a session that ends takes nothing away that is being typed", async ({ page, context, visit, account }) => {
  void account;
  await visit("/contacts/new");
  await page.getByLabel("First name").fill("Half");
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.getByRole("searchbox", { name: "Search contacts" }).fill("a");
  await expect(page.getByText("The session has ended")).toBeVisible();
  await expect(page).toHaveURL("/contacts/new?q=a");
  await expect(page.getByLabel("First name")).toHaveValue("Half");
  await expectAccessible(page);
  // In another tab.
  await context.addCookies(cookies);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Nobody matches “a”")).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Half" })).toBeVisible();
});

// Whatever the time is, in one of these two it is another day than in Greenwich.
for (const timezoneId of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
  test.describe(`in ${timezoneId}`, () => {
    test.use({ timezoneId });
    test("a change was made on the day that the calendar shows", async ({ page, visit, write }) => {
      const { id } = await write({ name: { given: "Ann" } });
      const today = () =>
        page.evaluate(() => new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }));
      for (const come of ["from the server", "in the browser"]) {
        await visit(come === "from the server" ? `/contacts/${id}` : "/");
        if (come === "in the browser") await page.getByRole("link", { name: "Ann" }).click();
        await expect(page.locator("p.changed")).toHaveText(`Last changed ${await today()}`);
      }
    });
  });
}
