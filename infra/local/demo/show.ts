import { command, credentials } from "./access.ts";
import { dayTable } from "./index.ts";

// `npm run demo`: the demo's day as it stands now, after whatever was claimed or undone since.
await command(async () => {
  const access = credentials();
  process.stdout.write(`${await dayTable(access, access)}\n`);
});
