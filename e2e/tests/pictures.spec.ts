import { expect, type Page } from "@playwright/test";
import { amara, people } from "./support/sample.js";
import { test } from "./support/test.js";

test.skip(!process.env.SCREENSHOTS, "only on demand: just screenshots");
test.use({ expected: { messages: [/status of 404/] }, actionTimeout: 10_000 });

const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

/** What is there now, at one width, in both themes. */
async function shootHere(page: Page, name: string) {
  // The letters beside the list come after the page.
  await expect(page.locator(".rail-place:not(:has(*))")).toHaveCount(0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `../docs/screenshots/${name}-${page.viewportSize()!.width}-${colorScheme}.png` });
  }
}

test("the pictures of the documentation", async ({ page, visit, account, write, baseURL }) => {
  void account;
  test.setTimeout(400_000);
  const headers = { origin: baseURL! };
  const made = async (what: string, data: object) => {
    const answer = await page.request.post(`/api/v1/${what}`, { data, headers });
    expect(answer.ok(), await answer.text()).toBeTruthy();
    return ((await answer.json()) as { id: string }).id;
  };
  /** A page at both widths; `before` does what is to be seen on it. */
  const shoot = async (name: string, path: string, before: (width: number) => Promise<unknown> = async () => {}) => {
    for (const size of sizes) {
      await page.setViewportSize(size);
      await visit(path);
      await before(size.width);
      await shootHere(page, name);
    }
  };
  await page.request.patch("/api/v1/me", { data: { display_name: "Robin" }, headers });
  await shoot("empty", "/");

  await page.request.post("/api/v1/sample", { headers });
  for (const person of people) await write(person);
  const { id } = await write(amara);
  const book = await made("books", { name: "Chess club" });
  const labels = (await (await page.request.get("/api/v1/labels")).json()) as { id: string; name: string }[];
  const family = labels.find(({ name }) => name === "Family")!.id;
  await made("notes", { title: "Summer party", body: "Ask Ben for the long table.\nPlaces nearby: https://example.org/gardens", pinned: true });
  await made("notes", { title: "Gate code", body: "Changes every spring." });
  await made("notes", { body: "Lent her the blue umbrella.", contact_id: id });

  await shoot("list", "/");
  await shoot("search", "/?q=ma");
  await shoot("nothing-found", "/?q=nobody");
  await shoot("contact", `/contacts/${id}`);
  await shoot("form", `/contacts/${id}/edit`);
  await shoot("new", "/contacts/new");
  await shoot("notes", "/notes");
  await shoot("birthdays", "/birthdays");
  await shoot("settings", "/settings");
  await shoot("book", `/books/${book}/edit`);
  await shoot("label", `/labels/${family}/edit`);
  await shoot("labelled", `/?label=${family}`);
  await shoot("missing", "/nowhere");
  await shoot("palette", `/contacts/${id}`, async () => {
    await expect(page.locator(".palette-open")).toHaveAttribute("aria-keyshortcuts", "Control+K");
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog");
    await palette.getByRole("combobox").fill("ma");
    await expect(palette.getByRole("option").nth(3)).toBeVisible();
  });
  await shoot("bulk", "/", async () => {
    for (const name of ["Aarav Sharma", "Agnieszka Wójcik", "Álvaro Núñez"]) {
      await page.getByRole("region", { name: "Contacts" }).getByRole("link", { name }).hover();
      await page.getByRole("checkbox", { name: `Select ${name}` }).click();
    }
  });
  await page.request.patch("/api/v1/me", { data: { language: "fa" }, headers });
  await shoot("persian", `/contacts/${id}`);
  await page.request.patch("/api/v1/me", { data: { language: "en" }, headers });
  await page.context().clearCookies();
  await shoot("login", "/login?error=bad_credentials&username=amara");
  await shoot("register", "/register");
});
