import { expect, test } from "@jest/globals";
import { EDITIONS_OF, IN_EVERY_EDITION, lackingIn } from "../../functions/editions.ts";
import { modules } from "../../functions/modules.ts";

test("it is decided of every module which editions have it, and of none twice", () => {
  const decided = [...Object.keys(EDITIONS_OF), ...IN_EVERY_EDITION];
  expect(decided.sort()).toEqual(modules.map(({ name }) => name).sort());
});

test("what an edition lacks is closed by its permissions, and Enterprise lacks nothing", async () => {
  const [marketing, sales] = [await lackingIn("marketing"), await lackingIn("sales")];
  expect(await lackingIn("enterprise")).toEqual({});
  for (const [module, editions] of Object.entries(EDITIONS_OF)) {
    const asks = modules
      .find(({ name }) => name === module)
      ?.routes.some(({ permission }) => permission.startsWith(`${module}.`));
    if (!asks) continue;
    expect([module, module in marketing]).toEqual([module, !editions.includes("marketing")]);
    expect([module, module in sales]).toEqual([module, !editions.includes("sales")]);
  }
});
