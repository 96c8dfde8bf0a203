import { deflateSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { alive, expect, expectAccessible, test } from "./support/test.js";

// A refused request is an error in Chromium's console, although the page handles it. And for its trace Playwright tries
// to fetch what an image could not show, which the page's policy forbids.
test.use({ expected: { messages: [/ERR_FAILED/, /Connecting to 'blob:/] } });

const crcs = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(kind: string, data: Buffer) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = crcs[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length, 0);
  numbers.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4);
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
}

/** A PNG whose left third is red, whose middle is green and whose right third is blue. */
function picture(width = 900, height = 300) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.alloc(1 + width * 3);
  for (let x = 0; x < width; x++) row[1 + x * 3 + Math.floor((x * 3) / width)] = 200;
  const pixels = deflateSync(Buffer.concat(Array<Buffer>(height).fill(row)));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const file = (buffer = picture()) => ({ name: "photo.png", mimeType: "image/png", buffer });

/** The colour in the middle of a picture of the page. */
async function colour(page: Page, selector: string) {
  const image = page.locator(selector);
  await expect(image).toBeVisible();
  return image.evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d")!;
    const middle = [image.naturalWidth / 2, image.naturalHeight / 2] as const;
    context.drawImage(image, ...middle, 1, 1, 0, 0, 1, 1);
    const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
    return r! > 120 ? "red" : g! > 120 ? "green" : b! > 120 ? "blue" : "other";
  });
}

const dialog = (page: Page) => page.getByRole("dialog", { name: "Which part?" });
const use = (page: Page) => dialog(page).getByRole("button", { name: "Use this part" });

for (const size of [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]) {
  test.describe(`${size.width} px wide`, () => {
    test.use({ viewport: size });

    test("a photo is chosen, cut, seen everywhere, removed and brought back", async ({ page, visit, write }) => {
      const contact = await write({ name: { given: "Grace", family: "Hopper" } });
      await visit(`/contacts/${contact.id}/edit`);
      await page.getByLabel("Choose a photo").setInputFiles(file());
      await expect(dialog(page)).toBeVisible();
      await expect(use(page)).toBeEnabled();
      await expectAccessible(page);
      // It begins with the middle; far to the left there is the red third.
      const stage = dialog(page).getByRole("application");
      await stage.focus();
      for (let i = 0; i < 40; i++) await page.keyboard.press("ArrowRight");
      await use(page).click();
      await expect(dialog(page)).toBeHidden();
      await expect(page.getByText("This will be the photo when you save.")).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Save" }).click();

      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Grace Hopper");
      expect(await colour(page, "article .avatar img")).toBe("red");
      await page.reload();
      await alive(page);
      expect(await colour(page, "article .avatar img")).toBe("red");
      await visit("/?has=photo");
      expect(await colour(page, ".rows .avatar img")).toBe("red");
      await expectAccessible(page);

      await visit(`/contacts/${contact.id}/edit`);
      const look = page.locator(".photo-look img");
      await expect(look).toBeVisible();
      await page.getByRole("button", { name: "Remove photo" }).click();
      await expect(look).toHaveCount(0);
      const undo = page.getByRole("button", { name: "Undo" });
      await expect(undo).toBeFocused();
      await undo.click();
      await expect(look).toBeVisible();
      await page.getByRole("button", { name: "Remove photo" }).click();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.locator("article .avatar")).toHaveText("GH");
      await expect(page.locator("article .avatar img")).toHaveCount(0);
      await visit("/?has=photo");
      await expect(page.getByText("Nobody fits all of this")).toBeVisible();
    });
  });
}

test("a picture is moved by mouse, wheel and slider", async ({ page, visit, write }) => {
  const contact = await write({ name: { given: "Grace" } });
  await visit(`/contacts/${contact.id}/edit`);
  await page.getByLabel("Choose a photo").setInputFiles(file());
  await expect(use(page)).toBeEnabled();
  const image = dialog(page).locator("img");
  const width = async () => (await image.boundingBox())!.width;
  const left = async () => (await image.boundingBox())!.x;
  const box = (await dialog(page).getByRole("application").boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const start = { width: await width(), left: await left() };
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 60, y, { steps: 3 });
  await page.mouse.up();
  expect(await left()).toBeCloseTo(start.left - 60, 0);
  await page.mouse.move(x + 60, y);
  expect(await left(), "only while the button is down").toBeCloseTo(start.left - 60, 0);
  await page.mouse.wheel(0, -240);
  await expect.poll(width).toBeGreaterThan(start.width * 1.2);
  await dialog(page).getByRole("slider").fill("0");
  await expect.poll(width).toBeCloseTo(start.width, 0);
  // Nothing outside of the picture is ever shown.
  await page.mouse.down();
  await page.mouse.move(x + 3000, y);
  await page.mouse.up();
  expect(await left()).toBeCloseTo(box.x, 0);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page.locator(".photo-look img"), "nothing was chosen").toHaveCount(0);
  await page.getByRole("link", { name: "Cancel" }).first().click();
  await expect(page.getByRole("heading", { level: 1 }), "nothing to ask about").toHaveText("Grace");
});

test("the form is no wider than a telephone, from whichever side it is read", async ({ page, visit, account }) => {
  void account;
  await page.setViewportSize({ width: 390, height: 844 });
  await visit("/contacts/new");
  for (const dir of ["ltr", "rtl"]) {
    await page.evaluate((dir) => document.documentElement.setAttribute("dir", dir), dir);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), dir).toBe(390);
  }
});

test("a new contact keeps its photo until it is saved", async ({ page, visit, account }) => {
  void account;
  await visit("/contacts/new");
  await page.getByLabel("First name").fill("Ada");
  await page.getByLabel("Choose a photo").setInputFiles(file());
  await expect(use(page)).toBeEnabled();
  await dialog(page).getByRole("slider").press("Enter");
  await expect(dialog(page)).toBeHidden();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada");
  expect(await colour(page, "article .avatar img")).toBe("green");
});

test("pictures are dropped and pasted, and text is text", async ({ page, visit, account }) => {
  void account;
  await visit("/contacts/new");
  const given = async (kind: "drop" | "paste", at: string, text: string) => {
    const bytes = [...picture(30, 30)];
    await page.evaluate(
      ({ kind, at, text, bytes }) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], "x.png", { type: "image/png" }));
        if (text) data.setData("text/plain", text);
        const init = { bubbles: true, cancelable: true };
        const target = document.querySelector(at)!;
        if (kind === "drop") {
          target.dispatchEvent(new DragEvent("dragover", { ...init, dataTransfer: data }));
          target.dispatchEvent(new DragEvent("drop", { ...init, dataTransfer: data }));
        } else {
          target.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: data }));
        }
      },
      { kind, at, text, bytes },
    );
  };
  for (const [kind, at] of [["drop", ".photo-look"], ["drop", "textarea"], ["paste", "body"], ["paste", "[name='name.given']"]] as const) {
    await given(kind, at, "");
    await expect(dialog(page), `${kind} ${at}`).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toBeHidden();
  }
  await given("paste", "[name='name.given']", "Ada");
  await expect(dialog(page)).toBeHidden();
});

test("what cannot be used is said beside the photo, and nothing is lost", async ({ page, visit, write }) => {
  const contact = await write({ name: { given: "Grace" } });
  await visit(`/contacts/${contact.id}/edit`);
  const input = page.getByLabel("Choose a photo");
  const trouble = page.locator("#photo-error");
  for (const [wrong, text] of [
    [{ name: "a.heic", mimeType: "image/heic", buffer: Buffer.from("\0\0\0\x18ftypheic", "latin1") }, /JPEG, PNG, WebP and GIF/],
    [{ name: "a.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") }, /JPEG, PNG, WebP and GIF/],
    [{ name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.from("\0\0\0\x18ftypheic", "latin1") }, /JPEG, PNG, WebP and GIF/],
    [{ name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(20 * 1024 * 1024 + 1) }, /20 MB/],
  ] as const) {
    await input.setInputFiles(wrong);
    await expect(trouble).toHaveText(text);
    await expect(dialog(page)).toBeHidden();
  }
  await input.setInputFiles(file());
  await use(page).click();
  await expect(trouble).toBeHidden();
  await page.getByLabel("Nickname").fill("Amazing");

  // The contact gets through, its photo does not.
  await page.route("**/photo?*", (route) => route.abort("failed"));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The contact is saved, but its photo is not.")).toBeVisible();
  await expect(trouble).toContainText("cannot be reached");
  await expectAccessible(page);
  await page.unroute("**/photo?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Grace");
  expect(await colour(page, "article .avatar img")).toBe("green");
  await expect(page.locator("article")).toContainText("Amazing");
});
