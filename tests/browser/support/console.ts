import type { Page } from "playwright-core";

/** Goes to a page of the console and signs in there as whoever has the address; a browser that knows them asks nothing. */
export async function enter(page: Page, path: string, email: string): Promise<void> {
  // The page may go on at once, to sign in and back: what it shows in the end is waited for.
  await page.goto(path, { waitUntil: "commit" });
  const wayIn = page.getByRole("button", { name: /^(Sign in|登录)$/ });
  const shown = page.locator("main#main h1, main#main h2").first();
  await wayIn.or(shown).first().waitFor();
  if (await wayIn.isVisible()) {
    await wayIn.click();
    await page.getByRole("button", { name: new RegExp(email.replaceAll(".", "\\.")) }).click();
  }
  await shown.waitFor();
}

/** Does what has the console make a call that writes, and waits for its answer: a word that it shows may stand there already. */
export async function done(page: Page, path: string, act: () => Promise<void>): Promise<void> {
  const answered = page.waitForResponse(
    (reply) => reply.request().method() !== "GET" && reply.url().includes(path) && reply.ok(),
  );
  await Promise.all([answered, act()]);
}
