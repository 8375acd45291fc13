import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { registrationProblem, vatProblem } from "../../shared/registration-numbers.ts";

const CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

describe("registration numbers", () => {
  // Companies whose numbers stand in public registers.
  test.each([
    ["91440300708461136T", "腾讯"],
    ["91330100799655058B", "阿里巴巴"],
    ["914403001922038216", "华为"],
    ["911100001011102087", "百货"],
  ])("of known companies are told right or wrong as their check character says: %s", (code) => {
    let sum = 0;
    [...code.slice(0, 17)].forEach((one, n) => {
      sum += CHARS.indexOf(one) * Number(3n ** BigInt(n) % 31n);
    });
    const isRight = (sum + CHARS.indexOf(code[17] ?? "")) % 31 === 0;
    expect(registrationProblem(code, "CN")).toBe(isRight ? undefined : "has a wrong check digit");
  });

  test("exactly one check character of 31 is right, and each single slip and swap of neighbours that differ is found", () => {
    const body = fc.tuple(
      fc.constantFrom("91", "92", "93", "12", "51"),
      fc.array(fc.constantFrom(..."0123456789"), { minLength: 6, maxLength: 6 }),
      fc.array(fc.constantFrom(...CHARS), { minLength: 9, maxLength: 9 }),
    );
    fc.assert(
      fc.property(body, fc.nat(8), fc.constantFrom(...CHARS), ([kind, place, rest], at, other) => {
        const head = kind + place.join("") + rest.join("");
        const right = [...CHARS].filter((one) => registrationProblem(head + one, "CN") === undefined);
        expect(right).toHaveLength(1);
        const whole = head + right[0];
        const slip = whole.slice(0, 8 + at) + other + whole.slice(9 + at);
        if (slip !== whole) expect(registrationProblem(slip, "CN")).toBe("has a wrong check digit");
        const [a = "", b = ""] = whole.slice(8 + at, 10 + at);
        const swapped = whole.slice(0, 8 + at) + b + a + whole.slice(10 + at);
        if (a !== b) expect(registrationProblem(swapped, "CN")).toBe("has a wrong check digit");
      }),
      { numRuns: 60 },
    );
  });

  test("of 15 digits, and of other countries", () => {
    const ends = [..."0123456789"].filter((one) => registrationProblem(`11010800000001${one}`, "CN") === undefined);
    expect(ends).toHaveLength(1);
    expect(registrationProblem("HRB12345", "DE")).toBeUndefined();
    expect(registrationProblem("HRB12345")).toBeUndefined();
    expect(registrationProblem("HRB12345", "CN")).toMatch(/18 characters/);
  });
});

describe("VAT numbers", () => {
  // As their countries' authorities and companies publish them.
  test.each([
    ...["DE136695976", "DE129273398", "ATU13585627", "BE0403019261", "DK13585628", "FI20774740", "FR40303265045"],
    ...[
      "GB980780684",
      "IT00743110157",
      "LU15027442",
      "NL004495445B01",
      "PL8567346215",
      "PT501964843",
      "SE123456789701",
    ],
  ])("%s is right, and with one digit changed it is not", (number) => {
    expect(vatProblem(number)).toBeUndefined();
    const at = number.startsWith("NL")
      ? 8
      : number.startsWith("FR")
        ? 10
        : number.startsWith("SE")
          ? 9
          : number.length - 1;
    const digit = Number(number[at]);
    const changed = number.slice(0, at) + ((digit + 1) % 10) + number.slice(at + 1);
    expect(vatProblem(changed)).toBe("has a wrong check digit");
  });

  test("name their country, and are written as that country's are", () => {
    expect(vatProblem("136695976")).toMatch(/country/);
    expect(vatProblem("DE12")).toMatch(/not written/);
    expect(vatProblem("ZZ1")).toBeUndefined();
  });
});
