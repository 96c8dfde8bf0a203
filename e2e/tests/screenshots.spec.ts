import { amara, people } from "./support/sample.js";
import { test } from "./support/test.js";

test.skip(!process.env.SCREENSHOTS, "only on demand: npm run screenshots");
test.use({ expected: { messages: [/status of 404/] } });

test("every page, to be looked at", async ({ page, visit, write }) => {
  test.setTimeout(400_000);
  const shoot = async (name: string, path: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const [width, height] of [[1280, 800], [820, 1000], [390, 844]]) {
        await page.setViewportSize({ width, height });
        await visit(path);
        await page.screenshot({ path: `.report/${name}-${width}-${colorScheme}.png` });
      }
    }
  };
  await shoot("empty", "/");
  for (const person of people) await write(person);
  const { id } = await write(amara);
  await shoot("list", "/");
  await shoot("found", "/?q=o");
  await shoot("nothing", "/?q=nobody");
  await shoot("contact", `/contacts/${id}`);
  await shoot("edit", `/contacts/${id}/edit`);
  await shoot("new", "/contacts/new");
  await shoot("missing", "/nowhere");
  const origin = new URL(page.url()).origin;
  await page.request.patch("/api/v1/me", { data: { language: "fa" }, headers: { origin } });
  await shoot("persian-list", "/");
  await shoot("persian-contact", `/contacts/${id}`);
  await shoot("persian-edit", `/contacts/${id}/edit`);
  await shoot("settings", "/settings");
  await page.context().clearCookies();
  await shoot("login", "/login?error=bad_credentials&username=amara");
  await shoot("register", "/register");
});
