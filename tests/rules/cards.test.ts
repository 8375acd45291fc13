import { describe, expect, test } from "@jest/globals";
import { nouns } from "../../functions/nouns.ts";

describe("the card of a noun", () => {
  test.each(nouns.map((card) => [card.noun, card] as const))("of %s says what its noun declares", async (_, card) => {
    const { load, ...said } = card;
    const { entity, module, path, listed, custom, search } = await load();
    const { noun, plural, prefix } = entity;
    const own = { custom: custom !== undefined, searched: search !== undefined };
    expect(said).toEqual({ noun, plural, prefix, module, path, listed, ...own });
  });

  test("stands once, whatever it is looked up by", () => {
    for (const by of ["noun", "prefix", "path"] as const) {
      expect(new Set(nouns.map((card) => card[by])).size).toBe(nouns.length);
    }
  });
});
