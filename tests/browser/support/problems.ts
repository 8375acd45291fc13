import type { Page } from "playwright-core";

/** What a page did that nobody should see: one line each. */
export type Problems = {
  /** All but those of which a part is expected: the page explains them. */
  list(...expected: RegExp[]): string[];
};

/** The end of an address, so that a line reads the same whatever the port. */
const pathOf = (address: string): string => {
  const { pathname, search } = new URL(address);
  return pathname + search;
};

/** A request that its own page gave up, as it does when one goes elsewhere, has not failed. */
const GIVEN_UP = "net::ERR_ABORTED";

/** Collects errors in the console, errors that nothing caught, requests that failed and replies of 400 and more. */
export function problemsOf(page: Page): Problems {
  const lines: string[] = [];
  page.on("console", (message) => {
    // The browser writes a line for each reply of 400 and more; the reply itself is told better below.
    const isReply = /^Failed to load resource: the server responded/.test(message.text());
    if (message.type() === "error" && !isReply) lines.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => lines.push(`uncaught: ${error.message}`));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    if (why !== GIVEN_UP) lines.push(`failed: ${request.method()} ${pathOf(request.url())} ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() < 400) return;
    lines.push(`reply: ${response.status()} ${response.request().method()} ${pathOf(response.url())}`);
  });
  return { list: (...expected) => lines.filter((line) => !expected.some((pattern) => pattern.test(line))) };
}
