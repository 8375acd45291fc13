import type { Page } from "playwright-core";

/** The way in, in whichever language the page speaks. */
export const wayIn = (page: Page) => page.getByRole("button", { name: /^(Sign in|登录)$/ });

/** Does what has the issuer give tokens, and waits until they are here and something is shown by them. */
export async function letIn(page: Page, act: () => Promise<unknown>): Promise<void> {
  const given = page.waitForResponse((reply) => reply.url().endsWith("/_local/issuer/token") && reply.status() === 200);
  await act();
  await given;
  await page.locator("#app > *").first().waitFor();
  await wayIn(page).waitFor({ state: "detached" });
}

/** Signs somebody in from wherever the page is, by one click at the issuer. */
export async function signIn(page: Page, email: string): Promise<void> {
  await wayIn(page).click();
  await letIn(page, () => page.getByRole("button", { name: email }).click());
}

/** Goes to another page of the app as a link of it does, without loading it anew. */
export async function walk(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}
