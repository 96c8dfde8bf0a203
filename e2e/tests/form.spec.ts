import { alive, expect, test } from "./support/test.js";

// A refused request is an error in Chromium's console, although the page handles it.
test.use({ expected: { messages: [/status of 4(12|22)/, /ERR_FAILED|ERR_INTERNET_DISCONNECTED/] } });

// The last three turn around what comes after them, wherever they are believed.
const hostile = `</textarea></title><script>document.title='out'</script><img src=x onerror="throw 1">"'&lt;\u202Erev\u2067x\u200F`;

test("markup in every field is text", async ({ page, visit, account }) => {
  void account;
  await visit("/contacts/new");
  await page.getByText("More name fields").click();
  await page.getByText("More work fields").click();
  for (const field of ["Messenger", "Date", "Relation", "Own field"]) {
    await page.locator(".add-field").getByRole("button", { name: field, exact: true }).click();
  }
  await page.getByRole("button", { name: "Add address" }).click();
  await page.getByRole("button", { name: "Add web page" }).click();
  await page.getByLabel("Date 1: Year").fill("2011");
  for (const select of await page.locator("form.contact-form select[name$='.type']").all()) {
    await select.selectOption("own");
  }
  const inputs = page.locator("form.contact-form :is(input[type=text]:not([name^=birthday], [name$='.day'], [name$='.year']), textarea)");
  for (const input of await inputs.all()) await input.fill(hostile);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(hostile);

  for (const step of ["in the browser", "from the server"]) {
    await expect(page.locator("article"), step).toContainText(hostile);
    await expect(page.getByRole("link", { name: hostile }).first(), step).toBeVisible();
    expect(await page.locator("main img, main script").count(), step).toBe(0);
    expect(await page.title(), step).toBe(`${hostile} – Bloknotik`);
    await page.reload();
    await alive(page);
  }
  await page.getByRole("link", { name: "Edit" }).click();
  for (const step of ["in the browser", "from the server"]) {
    await expect(page.getByLabel("Note", { exact: true }), step).toHaveValue(hostile);
    await expect(page.getByLabel("Street"), step).toHaveValue(hostile);
    await expect(page.getByLabel("First name"), step).toHaveValue(hostile);
    await page.reload();
    await alive(page);
  }
});

test("a script is never a link", async ({ page, visit, write }) => {
  const urls = ["javascript:alert(1)", "data:text/html,x", "https://example.org/?a=b"].map((value) => ({ value }));
  const contact = await write({ name: { given: "Linker" }, urls });
  await visit(`/contacts/${contact.id}`);
  await expect(page.locator("article")).toContainText("javascript:alert(1)");
  const links = page.locator("article section a");
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute("rel", "noopener noreferrer nofollow");
});

test("what the server refuses is said beside the field, and nothing typed is lost", async ({ page, visit, account }) => {
  void account;
  await visit("/contacts/new");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("First name")).toHaveAccessibleDescription(/at least a name/);
  await expect(page.getByLabel("First name")).toBeFocused();

  await page.getByLabel("First name").fill("Ada");
  await page.getByLabel("Phone 1", { exact: true }).fill("1");
  await page.getByRole("button", { name: "Add phone" }).click();
  await page.getByRole("button", { name: "Add phone" }).click();
  await page.getByLabel("Phone 3", { exact: true }).fill("9".repeat(1_001));
  await page.getByRole("button", { name: "Save" }).click();
  const phone = page.getByLabel("Phone 3", { exact: true });
  await expect(phone).toHaveAccessibleDescription("At most 1000 characters.");
  await expect(phone).toBeFocused();
  await expect(page.getByLabel("First name")).toHaveValue("Ada");

  await phone.fill("2");
  await page.getByLabel("Day", { exact: true }).fill("30");
  await page.getByLabel("Month").selectOption("February");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Day", { exact: true })).toHaveAccessibleDescription(/There is no such day/);
  await page.getByLabel("Day", { exact: true }).fill("28");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada");
  await expect(page.locator("article")).toContainText("28 February");
});

test("without a network the form stays, and saving again works", async ({ page, visit, account }) => {
  void account;
  await visit("/contacts/new");
  await page.getByLabel("First name").fill("Patient");
  await page.route("**/api/v1/contacts", (route) => route.abort());
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("cannot be reached");
  await expect(page.getByLabel("First name")).toHaveValue("Patient");
  await page.unroute("**/api/v1/contacts");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Patient");
});

test.describe("somebody else was faster", () => {
  test("and both changes are kept", async ({ page, visit, write, baseURL }) => {
    const contact = await write({ name: { given: "Ann", family: "Lee" }, note: "old" });
    await visit(`/contacts/${contact.id}/edit`);
    await page.getByLabel("First name").fill("Anna");
    const headers = { origin: baseURL!, "if-match": contact.etag };
    const other = await page.request.patch(`/api/v1/contacts/${contact.id}`, { data: { note: "new" }, headers });
    expect(other.ok()).toBeTruthy();

    await page.getByRole("button", { name: "Save" }).click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("changed in the meantime");
    await expect(alert).toContainText("Changed there: Note.");
    await expect(page.getByLabel("First name")).toHaveValue("Anna");
    await alert.getByRole("button", { name: "Save mine on top" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Anna Lee");
    await expect(page.locator("article")).toContainText("new");
  });

  test("and theirs is taken", async ({ page, visit, write, baseURL }) => {
    const contact = await write({ name: { given: "Ann" } });
    await visit(`/contacts/${contact.id}/edit`);
    await page.getByLabel("First name").fill("Mine");
    const headers = { origin: baseURL! };
    const data = { name: { given: "Theirs" }, phones: [{ value: "1" }, { value: "2" }] };
    expect((await page.request.patch(`/api/v1/contacts/${contact.id}`, { data, headers })).ok()).toBeTruthy();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Drop mine, load theirs" }).click();
    await expect(page.getByLabel("First name")).toHaveValue("Theirs");
    await expect(page.getByLabel("Phone 2", { exact: true })).toHaveValue("2");
    await page.getByLabel("First name").fill("Agreed");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Agreed");
    await expect(page.locator("article")).toContainText("2");
  });
});

test("what looks mistyped is doubted and kept", async ({ page, visit, account }) => {
  void account;
  await visit("/contacts/new");
  await page.getByLabel("First name", { exact: true }).fill("Ada");
  const phone = page.getByLabel("Phone 1", { exact: true });
  await phone.fill("ask at the desk");
  const mail = page.getByLabel("E-mail 1", { exact: true });
  await mail.fill("ada@example");
  await mail.blur();
  await expect(phone).toHaveAccessibleDescription(/no number in it to call/);
  await expect(mail).toHaveAccessibleDescription(/no ending such as \.org/);
  await expect(phone).not.toHaveAttribute("aria-invalid", "true");
  await mail.fill("ada@example.org");
  await mail.blur();
  await expect(mail).toHaveAccessibleDescription("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("article")).toContainText("ask at the desk");
  // Only what leads somewhere is offered.
  await expect(page.getByRole("link", { name: "E-mail", exact: true })).toHaveAttribute("href", "mailto:ada@example.org");
  await expect(page.getByRole("link", { name: "Call", exact: true })).toHaveCount(0);
});
