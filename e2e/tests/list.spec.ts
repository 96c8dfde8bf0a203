import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./support/test.js";

test.use({ expected: { messages: [/ERR_FAILED/, /status of 401/] } });

const region = (page: Page) => page.getByRole("region", { name: "Contacts" });
const rows = (page: Page) => region(page).locator("a.row");
/** The row of somebody who may stand anywhere in the list. */
const row = (page: Page, text: string) => rows(page).filter({ hasText: text });
const status = (page: Page) => region(page).getByRole("status");
const name = (n: number) => `Person ${String(n).padStart(3, "0")}`;

type Write = (contact: object) => Promise<unknown>;

/** People whose names begin with all letters, in order; a few requests at a time. */
async function people(write: Write, count: number) {
  const person = (n: number) => {
    const letter = String.fromCharCode(65 + Math.floor((n * 26) / count));
    return { name: { given: `${letter}${name(n)}` }, org: { name: `Works ${n}` } };
  };
  for (let n = 0; n < count; n += 20) {
    const some = Array.from({ length: Math.min(20, count - n) }, (_, at) => write(person(n + at)));
    await Promise.all(some);
  }
}

/** Scrolls whatever scrolls: the pane on a wide screen, the window on a phone. */
async function scrollTo(page: Page, part: number) {
  await page.evaluate((part) => {
    for (const one of [document.querySelector(".list")!, document.scrollingElement!]) {
      one.scrollTo(0, (one.scrollHeight - one.clientHeight) * part);
    }
  }, part);
}

/** The names of the rows that are seen as a whole. */
async function seen(page: Page) {
  return page.evaluate(() => {
    const edge = document.querySelector(".list-head")!.getBoundingClientRect().bottom;
    const titles = [...document.querySelectorAll<HTMLElement>(".rows .row-title")];
    return titles
      .filter((title) => {
        const { top, bottom } = title.getBoundingClientRect();
        return top >= edge && bottom <= innerHeight;
      })
      .map((title) => title.textContent!);
  });
}

for (const width of [1280, 390]) {
  test(`a long list is scrolled from end to end at ${width}, with few rows on the page`, async ({ page, visit, write }) => {
    await people(write, 600);
    await page.setViewportSize({ width, height: 800 });
    await visit("/");
    await expect(status(page)).toHaveText("600 contacts");
    await expect(page.getByRole("link", { name: "Show more" })).toBeHidden();
    const height = await page.evaluate(() => document.querySelector(".rows")!.getBoundingClientRect().height);
    const met = new Set<string>();
    for (let step = 0; step <= 120; step++) {
      await scrollTo(page, step / 120);
      // What is seen has come, without a gap.
      await expect.poll(async () => (await seen(page)).length).toBeGreaterThan(8);
      await expect(page.locator(".row-blank")).toHaveCount(0);
      expect(await rows(page).count()).toBeLessThan(150);
      for (const one of await seen(page)) met.add(one);
    }
    expect(met.size).toBe(600);
    expect(await page.evaluate(() => document.querySelector(".rows")!.getBoundingClientRect().height)).toBe(height);
    await expect(rows(page).last()).toContainText(`Z${name(599)}`);
    await expect(page.locator(".rows > li").last()).toHaveAttribute("aria-posinset", "600");
    await expect(page.locator(".rows > li").last()).toHaveAttribute("aria-setsize", "600");
    // Far away, too, there are spare rows above and below once scrolling rests.
    await scrollTo(page, 0.5);
    await expect.poll(async () => (await rows(page).count()) - (await seen(page)).length).toBeGreaterThan(12);
  });

  test(`the rail leads to a letter at ${width}`, async ({ page, visit, write }) => {
    await people(write, 260);
    await page.setViewportSize({ width, height: 800 });
    await visit("/");
    const rail = page.getByRole("slider", { name: "Go to letter" });
    await expect(rail).toHaveAttribute("aria-valuemax", "26");
    await expectAccessible(page);
    const box = (await rail.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + (box.height * 12.5) / 26);
    await page.mouse.down();
    await expect(page.locator(".rail-bubble")).toHaveText("M");
    await expect.poll(async () => (await seen(page))[0]).toBe(`M${name(120)}`);
    await page.mouse.move(box.x + box.width / 2, box.y + (box.height * 5.5) / 26);
    await expect(page.locator(".rail-bubble")).toHaveText("F");
    await page.mouse.up();
    await expect(page.locator(".rail-bubble")).toHaveCount(0);
    await expect.poll(async () => (await seen(page))[0]).toBe(`F${name(50)}`);
    await rail.focus();
    await page.keyboard.press("ArrowDown");
    await expect(rail).toHaveAttribute("aria-valuetext", "G");
    await page.keyboard.press("Home");
    await expect.poll(async () => (await seen(page))[0]).toBe(`A${name(0)}`);
    // Results stand in no order of letters.
    await page.getByRole("searchbox").fill("person");
    await expect(rail).toHaveCount(0);
    await expect(page.locator(".letter")).toHaveCount(0);
  });

  test(`the place in the list outlives contacts, other lists and a reload at ${width}`, async ({ page, visit, write }) => {
    await people(write, 300);
    await page.setViewportSize({ width, height: 800 });
    await visit("/");
    await scrollTo(page, 0.5);
    await expect.poll(async () => (await seen(page)).length).toBeGreaterThan(8);
    const there = await seen(page);
    const chosen = there[4]!;
    await row(page, chosen).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(chosen);
    if (width > 1000) await expect(row(page, chosen)).toHaveAttribute("aria-current", "true");
    await page.goBack();
    await expect(page).toHaveURL("/");
    await expect.poll(() => seen(page)).toEqual(there);
    if (width < 1000) {
      await row(page, chosen).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(chosen);
      await page.getByRole("link", { name: "Contacts", exact: true }).click();
      await expect.poll(() => seen(page)).toEqual(there);
    }
    // It is written down when scrolling rests.
    await page.waitForFunction(() => history.state > 0);
    await page.reload();
    await expect.poll(() => seen(page)).toEqual(there);
    await page.getByRole("searchbox").fill("Works 7");
    await expect(status(page)).toContainText("found");
    await expect.poll(() => page.evaluate(() => document.querySelector(".list")!.scrollTop + scrollY)).toBe(0);
  });
}

test("a contact that is come to from elsewhere is in view", async ({ page, visit, write }) => {
  await people(write, 200);
  const { id } = await write({ name: { given: "Qq", family: "Special" } });
  await visit(`/contacts/${id}`);
  await expect(row(page, "Qq Special")).toBeInViewport();
  await expect(row(page, "Qq Special")).toHaveAttribute("aria-current", "true");
});

test("the list is one stop of the keyboard, and arrows go through all of it", async ({ page, visit, write }) => {
  await people(write, 300);
  await visit("/");
  await rows(page).first().focus();
  await expect(page.locator(".rows a[tabindex='0']")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await expect(row(page, name(1))).toBeFocused();
  await page.keyboard.press("End");
  await expect(row(page, name(299))).toBeFocused();
  await expect(row(page, name(299))).toBeInViewport();
  await page.keyboard.press("ArrowDown");
  await expect(row(page, name(299))).toBeFocused();
  await page.keyboard.press("PageUp");
  await expect(row(page, name(299))).not.toBeFocused();
  await page.keyboard.press("Home");
  await expect(row(page, name(0))).toBeFocused();
  // The row with the focus stays, however far away the list is scrolled.
  await scrollTo(page, 1);
  await expect(row(page, name(299))).toBeVisible();
  await expect(row(page, name(0))).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(row(page, name(1))).toBeFocused();
  await expect(row(page, name(1))).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`A${name(1)}`);
});

test("what changes elsewhere moves nothing that is seen", async ({ page, visit, write }) => {
  await people(write, 200);
  await visit("/");
  await scrollTo(page, 0.5);
  await expect.poll(async () => (await seen(page)).length).toBeGreaterThan(8);
  const there = await seen(page);
  await write({ name: { given: "Aaron" } });
  // A change made here lets the list be asked for anew.
  await row(page, there[3]!).click();
  await page.getByRole("button", { name: "Favourite" }).click();
  await expect(status(page)).toHaveText("201 contacts");
  await expect.poll(() => seen(page)).toEqual(there);
  await expect(row(page, there[3]!)).toHaveAccessibleName(/Favourite/);
});

test("the matched part is marked, wherever it is", async ({ page, visit, write }) => {
  await write({ name: { given: "Zoë", family: "Ångström" }, org: { name: "Acme" }, note: "Likes warm wool." });
  await write({ name: { given: "Bob" }, phones: [{ value: "+49 30 / 123-45" }] });
  await visit("/?q=angs");
  await expect(page.locator(".row mark")).toHaveText(["Ångs"]);
  await expect(rows(page)).toContainText("Acme");
  await page.getByRole("searchbox").fill("wool");
  await expect(page.locator(".row mark")).toHaveText(["wool"]);
  await expect(rows(page)).toContainText("Note: Likes warm wool.");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.getByRole("searchbox").fill("30123");
  await expect(page.locator(".row mark")).toHaveText(["30 / 123"]);
});

test("a narrowed list is called what it is narrowed to", async ({ page, visit, write }) => {
  await write({ name: { given: "Ann" }, labels: ["Chess club"] });
  await visit("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Contacts");
  await page.getByRole("link", { name: "Chess club", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Chess club");
  await expect(page).toHaveTitle("Chess club – Bloknotik");
  await page.getByRole("link", { name: "Favourites" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Favourites");
});

test("an address in the middle of the list begins there", async ({ page, visit, write }) => {
  await people(write, 160);
  await visit("/?from=50");
  await expect.poll(async () => (await seen(page))[0]).toContain(name(50));
  await scrollTo(page, 0);
  await expect.poll(async () => (await seen(page))[0]).toContain(name(0));
});

test("results reach those who do not see them", async ({ page, visit, write }) => {
  await people(write, 130);
  await visit("/");
  await expect(status(page)).toHaveText("130 contacts");
  const element = await status(page).elementHandle();
  await page.getByRole("searchbox").fill(`A${name(4)}`);
  await expect(status(page)).toHaveText("1 contact found");
  await page.getByRole("searchbox").fill("");
  await expect(status(page)).toHaveText("130 contacts");
  expect(await element!.evaluate((old) => old.isConnected)).toBe(true);
});

test("rows that do not come are told, and asked for again", async ({ page, visit, write }) => {
  await people(write, 300);
  await visit("/");
  await page.route("**/api/v1/contacts?*offset*", (route) => route.abort());
  await scrollTo(page, 1);
  await expect(page.getByRole("alert").filter({ hasText: "could not be loaded" })).toBeVisible();
  await expect(page.locator(".row-blank").first()).toBeVisible();
  await expectAccessible(page);
  await page.unroute("**/api/v1/contacts?*offset*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(row(page, name(299))).toBeVisible();
  await expect(page.getByText("could not be loaded")).toHaveCount(0);
});

test("further rows after the session has ended lead to the entrance", async ({ page, visit, write }) => {
  await people(write, 300);
  await visit("/");
  await page.context().clearCookies();
  await scrollTo(page, 1);
  await expect(page).toHaveURL("/login");
});
