import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type CountryCode, getCountries, getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { readPhone } from "../../shared/phones.ts";
import { samePhone } from "../../shared/search/phones.ts";
import { SearchIndex } from "../support/search.ts";
import { SOAK } from "../support/soak.ts";

const COUNTRIES = getCountries();
const numberOf = (country: CountryCode) => getExampleNumber(country, examples)!;
const homeOf = (country: CountryCode) => ({ timeZone: "UTC", locale: "en", country });

const wide = (text: string): string =>
  text.replace(/[0-9+()]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

const between = fc.constantFrom(" ", "-", ".", "/", "\u00a0", "‑", "–", "·", "  ");
const width = fc.constantFrom((text: string) => text, wide);

/** A number of a country as its people write it, dialled from within or from abroad. */
const written = fc
  .record({ country: fc.constantFrom(...COUNTRIES), isAbroad: fc.boolean(), way: fc.nat({ max: 3 }), between, width })
  .map(({ country, isAbroad, way, between, width }) => {
    const number = numberOf(country);
    const abroad = number.formatInternational();
    const ways = [abroad, number.number, abroad.replace("+", "00"), abroad.replace(/^(\+\d+)/, "($1)")];
    const form = isAbroad ? (ways[way] as string) : number.formatNational();
    return { country, kept: number.number as string, form: width(form.replace(/[ -]+/g, between)) };
  });

const EXTENSIONS =
  "转801|轉 801|分机801| ext. 801| ext 801|x801|#801|,801| доб. 801| вн. 801| int. 801| poste 801| anexo 801| ramal 801| Durchwahl 801| DW 801| 内線 801| 內線801| 内线801| mellék 801| wew. 801| wewn. 801| (ext 801)|;ext=801".split(
    "|",
  );

describe("a number of any country that there is", () => {
  test("has a number to be tried with", () => {
    expect(COUNTRIES.length).toBeGreaterThan(240);
    expect(COUNTRIES.filter((country) => numberOf(country) === undefined)).toEqual([]);
  });

  test("is kept in one form, however it is written", () => {
    fc.assert(
      fc.property(written, ({ country, kept, form }) => {
        expect([country, form, readPhone(form, homeOf(country))?.kept]).toEqual([country, form, kept]);
      }),
      { numRuns: 3_000 * SOAK },
    );
  });

  test("is kept with its extension, in the words of many languages", () => {
    fc.assert(
      fc.property(written, fc.constantFrom(...EXTENSIONS), ({ country, kept, form }, extension) => {
        const text = form + extension;
        expect([text, readPhone(text, homeOf(country))?.kept]).toEqual([text, `${kept};ext=801`]);
      }),
      { numRuns: 3_000 * SOAK },
    );
  });

  test("is met by a filter and found by the search, in whatever form it is typed", () => {
    fc.assert(
      fc.property(written, ({ kept, form }) => {
        const index = new SearchIndex([[{ field: "phone", text: kept, kind: "phone" }]]);
        for (const typed of [form, `tel:${kept}`])
          expect([typed, kept, samePhone(kept, typed), index.search(typed)]).toEqual([typed, kept, true, [0]]);
      }),
      { numRuns: 3_000 * SOAK },
    );
  });
});

test("a number of a service stays as short as it is, and a line of a small country is no service", () => {
  expect(readPhone("95588", homeOf("CN"))?.kept).toBe("95588");
  expect(readPhone("312 345", homeOf("AD"))?.kept).toBe("+376312345");
  expect(readPhone("312345", homeOf("CN"))?.kept).toBe("312345");
});
