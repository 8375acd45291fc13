/** The remainder by 97 of a text that is read in base 36 (ISO 7064). */
export function mod97(text: string): number {
  let rest = 0;
  for (const char of text) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** ISO 13616: two letters, two check digits, then the national number; 1 mod 97 like a creditor reference. */
export const isIban = (key: string): boolean =>
  /^[A-Z]{2}\d\d[A-Z0-9]{11,30}$/.test(key) && mod97(key.slice(4) + key.slice(0, 4)) === 1;
