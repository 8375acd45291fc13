import { describe, expect, test } from "@jest/globals";
import { nouns } from "../../functions/nouns.ts";

describe("the card of a noun", () => {
  test.each(nouns.map((card) => [card.noun, card] as const))("of %s says what its noun declares", async (_, card) => {
    const { load, gated, ...said } = card;
    const { entity, module, path, readOnly, custom, search, told } = await load();
    const { noun, plural, prefix, scoped } = entity;
    const own = { custom: custom !== undefined, searched: search !== undefined };
    const telling = told && { told: told.kind ?? noun };
    const declared = { noun, plural, prefix, module, path, readOnly, scoped, ...own, ...telling };
    expect(said).toEqual(declared);
  });

  test("stands once, whatever it is looked up by", () => {
    for (const by of ["noun", "prefix", "path"] as const) {
      expect(new Set(nouns.map((card) => card[by])).size).toBe(nouns.length);
    }
  });
});
