import { expect, test } from "./support/test.js";

test.use({ expected: { messages: [/status of 404/] } });

const nobody = "/contacts/01900000-0000-7000-8000-000000000000";

for (const path of ["/nowhere", nobody, `${nobody}/edit`, "/contacts/not-an-id"]) {
  test(`${path} is a true 404 with a way on`, async ({ page, account }) => {
    void account;
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/There is no such page|This contact is not here/);
    await page.getByRole("link", { name: "Go to the contacts" }).click();
    await expect(page).toHaveURL("/");
  });
}
