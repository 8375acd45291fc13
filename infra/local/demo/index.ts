import type { Stack } from "../stack.ts";
import { isPlayed, lookedUp, type Played, type Progress, playDay, type Site } from "./play.ts";
import { progress } from "./progress.ts";
import { dayText, namesById } from "./report.ts";
import { type DemoAccess, partner, seedTenant, user } from "./seed.ts";

export type { DemoAccess } from "./seed.ts";

/** Columns where the output is no terminal. */
const COLUMNS_DEFAULT = 200;

/** The stack as the demo sees it. */
export const siteOf = (stack: Stack): Site => ({
  baseUrl: stack.baseUrl,
  now: () => stack.clock.now(),
  settled: () => stack.settled(),
});

/** Opens and fills the demo tenant. */
export const seed = (stack: Stack): Promise<DemoAccess> =>
  seedTenant(stack.baseUrl, stack.operatorKey, stack.clock.now());

/** Plays the day and says what became of every booking. */
export const play = (stack: Stack, access: DemoAccess, told: Progress): Promise<Played> =>
  playDay(siteOf(stack), access, told);

/** The day as a table. */
export async function dayTable(site: Pick<Site, "baseUrl">, access: DemoAccess): Promise<string> {
  const columns = process.stdout.columns ?? COLUMNS_DEFAULT;
  return dayText(await lookedUp(site, access), namesById({ user, partner }), columns);
}

const HINTS = `
  npm run demo               prints the day again, as it stands then
  npm run notice -- --help   lets the bank tell of a payment of your own
  npm start -- --reset       forgets everything and begins anew

README.md goes on from here. Ctrl-C stops the stack; the data stays.
`;

/** What `npm start` does beyond serving. */
export const demo = {
  /** Opens and fills the demo tenant, on the first start. */
  async seed(stack: Stack): Promise<DemoAccess> {
    const line = progress("Opening the demo tenant");
    line.doing("departments, users, products, partners, accounts, orders, receivables", 0);
    const access = await seed(stack);
    line.done("departments, users, products, partners, accounts, orders, receivables: done");
    return access;
  },
  /** Plays the day of bank notices if it has not been played, and prints it. Later starts leave the data alone. */
  async play(stack: Stack, access: DemoAccess): Promise<void> {
    if (await isPlayed(stack, access)) {
      process.stdout.write(`\nThe data of earlier starts is here; the demo's day is not played twice.\n${HINTS}`);
      return;
    }
    await play(stack, access, progress("A day of bank notices, through the signed webhook"));
    process.stdout.write(`\n${await dayTable(stack, access)}\n${HINTS}`);
  },
};
