import { randomBytes } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { expect } from "@playwright/test";

export type Account = { username: string; password: string };
export type Contact = { id: string; etag: string; name: { full: string } };

/** Whether the server takes new accounts, and whether it has none yet. */
export async function registration(request: APIRequestContext) {
  const answer = await request.get("/api/v1/users/registration");
  expect(answer.ok()).toBeTruthy();
  return (await answer.json()) as { open: boolean; first: boolean };
}

export function newAccount(): Account {
  return { username: `e2e-${randomBytes(6).toString("hex")}`, password: "correct horse battery" };
}

/**
 * An account that `request` is signed in with afterwards: a new one of the test's own where the server takes
 * any, else the one named by E2E_USERNAME and E2E_PASSWORD.
 */
export async function signIn(request: APIRequestContext, origin: string): Promise<Account> {
  const { open, first } = await registration(request);
  const headers = { origin };
  if (open || first) {
    const account = newAccount();
    const answer = await request.post("/api/v1/users/register", { data: account, headers });
    expect(answer.status(), await answer.text()).toBeLessThan(300);
    return account;
  }
  const { E2E_USERNAME: username, E2E_PASSWORD: password } = process.env;
  if (!username || !password) {
    throw new Error("the server takes no new accounts: set E2E_USERNAME and E2E_PASSWORD");
  }
  const answer = await request.post("/api/v1/users/login", { data: { username, password }, headers });
  expect(answer.status(), await answer.text()).toBeLessThan(300);
  return { username, password };
}

/** Makes a contact as another client would. */
export async function create(request: APIRequestContext, origin: string, contact: object): Promise<Contact> {
  const answer = await request.post("/api/v1/contacts", { data: contact, headers: { origin } });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()) as Contact;
}
