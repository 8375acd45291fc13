/** The basic set of GSM 03.38, one septet each (3GPP TS 23.038, 6.2.1). */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Its extension: an escape and a septet each (6.2.1.1). */
const EXTENDED = new Set("\f^{}\\[~]|€");

const SEPTETS_ALONE = 160;
const SEPTETS_A_PART = 153;
const UNITS_ALONE = 70;
const UNITS_A_PART = 67;

export type SmsLength = { encoding: "GSM-7" | "UCS-2"; characters: number; parts: number };

/** The parts that units of some widths fill: what is two wide does not stand astride of two parts. */
function partsOf(widths: readonly number[], alone: number, aPart: number): number {
  if (widths.reduce((sum, width) => sum + width, 0) <= alone) return 1;
  let parts = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > aPart) {
      parts += 1;
      used = 0;
    }
    used += width;
  }
  return parts;
}

/** How long a text message is: 160 septets or 70 UTF-16 units alone, 153 or 67 in each of several parts (3GPP TS 23.040). */
export function smsLength(text: string): SmsLength {
  const characters = Array.from(text);
  if (characters.every((one) => BASIC.has(one) || EXTENDED.has(one))) {
    const widths = characters.map((one) => (EXTENDED.has(one) ? 2 : 1));
    const septets = widths.reduce((sum, width) => sum + width, 0);
    return { encoding: "GSM-7", characters: septets, parts: partsOf(widths, SEPTETS_ALONE, SEPTETS_A_PART) };
  }
  const widths = characters.map((one) => one.length);
  return { encoding: "UCS-2", characters: text.length, parts: partsOf(widths, UNITS_ALONE, UNITS_A_PART) };
}

export type Around = { locale: "zh-CN" | "en"; signature: string; optOut?: string | undefined };

/** The whole message: who sends it before the text, and of marketing how one opts out behind it. */
export const smsMessage = (text: string, { locale, signature, optOut }: Around): string =>
  `${locale === "zh-CN" ? `【${signature}】` : `${signature}: `}${text}${optOut ? ` ${optOut}` : ""}`;
