import { watching } from "./watching.ts";

const WATCH = "--watch";
const args = process.argv.slice(2);

/** What `npm start` runs: the stack, or with `--watch` the stack again and again, as its sources change. */
if (args.includes(WATCH)) await watching(args.filter((arg) => arg !== WATCH));
else await import("./main.ts");
