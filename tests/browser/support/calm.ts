import type { Page, Request } from "playwright-core";

/** How many looks in a row find nothing under way before a page is taken for calm: what one reply makes it ask, it asks in between. */
const CALM_LOOKS = 3;

/** Waits until a page is drawn, asks for nothing more and waits for nothing. The browser's own notion of an idle network is of a document's first load, and an app of one page has one. */
export function calmOf(page: Page): () => Promise<void> {
  const asked = new Set<Request>();
  page.on("request", (request) => asked.add(request));
  page.on("requestfinished", (request) => asked.delete(request));
  page.on("requestfailed", (request) => asked.delete(request));
  const drawn = (): Promise<boolean> =>
    page.evaluate(
      () =>
        new Promise<boolean>((done) =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() => done(document.querySelector("[aria-busy=true]") === null)),
          ),
        ),
    );
  return async () => {
    for (let looks = 0; looks < CALM_LOOKS; ) looks = (await drawn()) && asked.size === 0 ? looks + 1 : 0;
  };
}
