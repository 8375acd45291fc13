import * as fc from "fast-check";

/**
 * Telephone numbers as their countries' own plans have them: the code, what is dialled before a number within the
 * country, and numbers without either. Written down from the plans, and none of them by the library that reads them.
 */
export const PLANS = [
  {
    country: "CN",
    zone: "Asia/Shanghai",
    code: "86",
    trunk: "",
    numbers: ["13800000001", "19912345678", "4008208820"],
  },
  {
    country: "CN",
    zone: "Asia/Shanghai",
    code: "86",
    trunk: "0",
    numbers: ["2155550001", "1065550002", "57188880003"],
  },
  { country: "US", zone: "America/New_York", code: "1", trunk: "1", numbers: ["4155550100", "2125550123"] },
  { country: "CA", zone: "America/Toronto", code: "1", trunk: "1", numbers: ["4165550199"] },
  { country: "GB", zone: "Europe/London", code: "44", trunk: "0", numbers: ["2079460018", "7911123456"] },
  { country: "DE", zone: "Europe/Berlin", code: "49", trunk: "0", numbers: ["301234567", "15112345678", "8912345678"] },
  { country: "FR", zone: "Europe/Paris", code: "33", trunk: "0", numbers: ["145678901", "612345678"] },
  { country: "IT", zone: "Europe/Rome", code: "39", trunk: "", numbers: ["0612345678", "3123456789"] },
  { country: "ES", zone: "Europe/Madrid", code: "34", trunk: "", numbers: ["912345678", "612345678"] },
  { country: "CH", zone: "Europe/Zurich", code: "41", trunk: "0", numbers: ["446681800", "791234567"] },
  { country: "NL", zone: "Europe/Amsterdam", code: "31", trunk: "0", numbers: ["201234567", "612345678"] },
  { country: "PL", zone: "Europe/Warsaw", code: "48", trunk: "", numbers: ["221234567", "512345678"] },
  { country: "HU", zone: "Europe/Budapest", code: "36", trunk: "06", numbers: ["12345678", "201234567"] },
  { country: "RU", zone: "Europe/Moscow", code: "7", trunk: "8", numbers: ["9123456789", "4951234567"] },
  { country: "JP", zone: "Asia/Tokyo", code: "81", trunk: "0", numbers: ["312345678", "9012345678"] },
  { country: "KR", zone: "Asia/Seoul", code: "82", trunk: "0", numbers: ["212345678", "1012345678"] },
  { country: "IN", zone: "Asia/Kolkata", code: "91", trunk: "0", numbers: ["9876543210", "2226543210"] },
  { country: "SG", zone: "Asia/Singapore", code: "65", trunk: "", numbers: ["61234567", "81234567"] },
  { country: "HK", zone: "Asia/Hong_Kong", code: "852", trunk: "", numbers: ["21234567", "51234567"] },
  { country: "AU", zone: "Australia/Sydney", code: "61", trunk: "0", numbers: ["212345678", "412345678"] },
  { country: "BR", zone: "America/Sao_Paulo", code: "55", trunk: "0", numbers: ["11912345678", "1123456789"] },
  { country: "AE", zone: "Asia/Dubai", code: "971", trunk: "0", numbers: ["501234567", "22345678"] },
  { country: "SE", zone: "Europe/Stockholm", code: "46", trunk: "0", numbers: ["81234567", "701234567"] },
] as const;

/** Digits with what people put between them. */
const spaced = (digits: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(" ", "-", " ", ".", "‑", "–", ""),
      fc.uniqueArray(fc.integer({ min: 2, max: digits.length - 2 }), { maxLength: 3 }),
    )
    .map(([between, places]) => [...digits].map((digit, n) => (places.includes(n) ? between + digit : digit)).join(""));

const wide = (text: string): string => text.replace(/[0-9+()]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

/** Ways in which people write a number of a plan; `isHome`: to people of the same country too. */
const formsOf = (plan: (typeof PLANS)[number], number: string, isHome: boolean): fc.Arbitrary<string> => {
  const abroad = spaced(number).chain((own) =>
    fc.constantFrom(
      `+${plan.code} ${own}`,
      `+${plan.code}-${own}`,
      `+${plan.code}${own}`,
      `00${plan.code} ${own}`,
      `tel:+${plan.code}-${own}`,
      ...(plan.trunk === "0" ? [`+${plan.code} (0)${own}`] : []),
    ),
  );
  const within = spaced(number).chain((own) =>
    fc.constantFrom(
      `${plan.trunk}${own}`,
      ...(plan.trunk === "0" ? [`(0${number.slice(0, 2)}) ${number.slice(2)}`] : []),
    ),
  );
  return (isHome ? fc.oneof(abroad, within) : abroad).chain((form) => fc.constantFrom(form, wide(form), ` ${form} `));
};

const EXTENSIONS = [
  "转8001",
  " 转 8001",
  "轉8001",
  "分机8001",
  " 分机：8001",
  " ext. 8001",
  " ext 8001",
  "x8001",
  " x 8001",
  "#8001",
  ",8001",
  " extension 8001",
  ";ext=8001",
];

export type Written = { plan: (typeof PLANS)[number]; kept: string; form: string; isHome: boolean };

/** A number of any of the plans as somebody writes it, and the one form in which it is kept. */
export const written = (homeOnly?: string): fc.Arbitrary<Written> =>
  fc
    .constantFrom(...PLANS.filter(({ country }) => homeOnly === undefined || country === homeOnly))
    .chain((plan) =>
      fc.tuple(
        fc.constant(plan),
        fc.constantFrom<string>(...plan.numbers),
        homeOnly ? fc.constant(true) : fc.boolean(),
      ),
    )
    .chain(([plan, number, isHome]) =>
      fc
        .tuple(formsOf(plan, number, isHome), fc.option(fc.constantFrom(...EXTENSIONS), { freq: 3 }))
        .map(([form, extension]) => ({
          plan,
          isHome,
          kept: `+${plan.code}${number}${extension ? ";ext=8001" : ""}`,
          form: extension ? `${form.trimEnd()}${extension}` : form,
        })),
    );
