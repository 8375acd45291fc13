/** The bench: `npm run bench` prints every section, `npm run bench -- units keys` those that are named. */
const SECTIONS: Record<string, { title: string; run(): Promise<unknown> }> = {
  accuracy: {
    title: "Accuracy of cash application, on tenants that the generator makes up",
    run: async () => (await import("./accuracy.ts")).accuracyTable(),
  },
  decisions: {
    title: "Decision speed, by the size of the tenant",
    run: async () => (await import("./decision-speed.ts")).decisionSpeed(),
  },
  receipts: {
    title: "Receipts a second, end to end on this machine",
    run: async () => (await import("./receipts.ts")).receipts(),
  },
  units: {
    title: "Read and write units of each operation",
    run: async () => (await import("./units.ts")).units(),
  },
  keys: {
    title: "The hottest keys while 2,000 receipts a second arrive for one tenant",
    run: async () => (await import("./keys.ts")).hotKeys(),
  },
  journeyKeys: {
    title: "The hottest keys while a million people of one tenant go on within one hour",
    run: async () => (await import("./journey-keys.ts")).journeyKeys(),
  },
  customer360: {
    title: "What the 360 of an account takes, by what hangs on it",
    run: async () => (await import("./customer360.ts")).customer360(),
  },
  routes: {
    title: "Latency of the main routes, on this machine",
    run: async () => (await import("./routes.ts")).routeTimes(),
  },
  speed: {
    title: "Calls a second at eight at once, and what each takes of the processor",
    run: async () => (await import("./speed.ts")).speed(),
  },
  tabular: {
    title: "Rows a second of table files, 100,000 rows of 20 columns",
    run: async () => (await import("./tabular.ts")).tabular(),
  },
  imports: {
    title: "Rows a second of an import and units a row, beside one put a row",
    run: async () => (await import("./imports.ts")).imports(),
  },
  bounded: {
    title: "50,000 rows in and out of a process that has less memory than they take",
    run: async () => (await import("./bounded.ts")).bounded(),
  },
  broadcasts: {
    title: "Recipients of a campaign rendered and queued a second, in what memory, and units each",
    run: async () => (await import("./broadcasts.ts")).broadcasts(),
  },
  scale: {
    title: "The daily calls in tenants of 1,000, 100,000 and 1,000,000 accounts",
    run: async () => (await import("./scale.ts")).scale(),
  },
  tenants: {
    title: "Ten busy tenants alone and among 10,000 idle ones, and what those cost an hour",
    run: async () => (await import("./tenants.ts")).tenants(),
  },
  promotions: {
    title: "The cheapest combination of promotions, beside trying all and taking the best first",
    run: async () => (await import("./promotions.ts")).promotions(),
  },
  outlook: {
    title: "Funnel, forecast and attainment, by the number of sales and credits",
    run: async () => (await import("./outlook.ts")).outlook(),
  },
  reports: {
    title: "A report over 1,000, 100,000 and 1,000,000 facts: time, read units beside their floor, memory",
    run: async () => (await import("./reports.ts")).reports(),
  },
  mornings: {
    title: "A hundred subscriptions that are due at eight o'clock",
    run: async () => (await import("./mornings.ts")).mornings(),
  },
  bundles: {
    title: "Size and import time of every Lambda",
    run: () => import("./bundles.ts"),
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in SECTIONS));
if (unknown.length > 0) {
  process.stderr.write(`There is no section ${unknown.join(", ")}; there are ${Object.keys(SECTIONS).join(", ")}.\n`);
  process.exit(1);
}
for (const [name, { title, run }] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${title}\n${"─".repeat(title.length)}`);
  await run();
}
// Handlers keep their connections open for calls to come.
process.exit(0);
