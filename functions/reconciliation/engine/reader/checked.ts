import { isIban, mod97 } from "../../../../shared/iban.ts";
import type { Place } from "./text.ts";

/** ISO 11649: `RF`, two check digits, up to 21 characters; moved to the front and read in base 36, it is 1 mod 97 (ISO 7064). */
export function isCreditorReference(text: string): boolean {
  const key = text.normalize("NFKC").toUpperCase().replace(/\s/g, "");
  return /^RF\d\d[A-Z0-9]{1,21}$/.test(key) && mod97(key.slice(4) + key.slice(0, 4)) === 1;
}

/** Swiss QR and ISR references: 26 digits and one that checks them, modulo 10 recursively. */
export function isQrReference(digits: string): boolean {
  if (!/^\d{27}$/.test(digits) || /^0+$/.test(digits)) return false;
  const table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
  let carry = 0;
  for (const digit of digits.slice(0, 26)) carry = table[(carry + Number(digit)) % 10] as number;
  return (10 - carry) % 10 === Number(digits[26]);
}

/** Belgian structured communication: ten digits and their remainder by 97 (97 for none). */
export function isBelgianReference(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) return false;
  return (Number(digits.slice(0, 10)) % 97 || 97) === Number(digits.slice(10));
}

/** A number that proves itself, whatever stands beside it: its place and its letters and digits without blanks. */
export type Checked = Place & { key: string; kind: "creditor" | "qr" | "belgian" | "iban" };

/** Each form as it is written, in groups or not, and what proves it. `RF` is no country, though its digits check like an IBAN's. */
const FORMS: [Checked["kind"], RegExp, (key: string) => boolean][] = [
  ["creditor", /(?<![A-Z0-9])RF\d\d(?:[\s-]?[A-Z0-9]{1,4}){1,6}(?![A-Z0-9])/g, isCreditorReference],
  ["creditor", /(?<![A-Z0-9])RF\d\d[A-Z0-9]{1,21}(?![A-Z0-9])/g, isCreditorReference],
  ["qr", /(?<!\d)\d{2}(?:\s?\d{5}){5}(?!\d)/g, isQrReference],
  ["belgian", /(?<![\d/])\d{3}\/\d{4}\/\d{5}(?![\d/])/g, isBelgianReference],
  ["iban", /(?<![A-Z0-9])(?!RF)[A-Z]{2}\d\d(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?(?![A-Z0-9])/g, isIban],
];

/** The numbers of a text (in normal form) that prove themselves. A form that runs on into other words is tried shorter. */
export function checkedIn(text: string): Checked[] {
  return FORMS.flatMap(([kind, pattern, proves]) =>
    [...text.matchAll(pattern)].flatMap((match): Checked[] => {
      for (let end = match[0].length; end > 4; end = match[0].lastIndexOf(" ", end - 1)) {
        const written = match[0].slice(0, end);
        const key = written.replace(/[^A-Z0-9]/g, "");
        if (proves(key)) return [{ kind, key, start: match.index, end: match.index + written.length }];
      }
      return [];
    }),
  );
}
