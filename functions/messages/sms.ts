import { clip, type Locale } from "../../shared/notify/format.ts";

/** One text message of UCS-2 characters, which any Chinese character makes it. */
export const UCS2_SMS_CHARS = 70;
/** One text message of the GSM 03.38 alphabet. */
export const GSM_SMS_CHARS = 160;

const GSM_ONLY = /^[\w @£$¥\n\r!"#%&'()*+,\-./:;<=>?]*$/;

/** How long one message of this text may be; a longer one is sent and billed as several. */
export const smsCharsMax = (text: string): number => (GSM_ONLY.test(text) ? GSM_SMS_CHARS : UCS2_SMS_CHARS);

const fits = (text: string): boolean => text.length <= smsCharsMax(text);

/**
 * A text that fits one message: the first of `forms` (the fullest first) that fits with the whole name, then the last
 * form with the name cut as little as necessary. Line breaks in the name are taken out.
 */
export function fitSms(name: string, forms: readonly ((name: string) => string)[]): string {
  const line = name.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  const full = forms.map((form) => form(line)).find(fits);
  if (full !== undefined) return full;
  const shortest = forms.at(-1)!;
  for (let length = Array.from(line).length - 1; length > 0; length--) {
    const text = shortest(clip(line, length));
    if (fits(text)) return text;
  }
  return clip(shortest(""), UCS2_SMS_CHARS);
}

type Cleared = { amount: string; who: string; references: readonly string[]; credit: string | undefined };

type ReceiptSms = {
  received: (facts: Cleared) => string;
  claimable: (facts: { amount: string; who: string }) => string;
  undone: (facts: Cleared & { cause: "undone" | "returned" }) => string;
};

/** What a message says after its head, the fullest first, the credit being worth more than the references. */
const tails = (references: string, credit: string): string[] => [...new Set([references + credit, credit, ""])];

const chinese: ReceiptSms = {
  received: ({ amount, who, references, credit }) => {
    const [first] = references;
    const cleared =
      first === undefined ? "" : `，核销${first}${references.length > 1 ? `等${references.length}笔` : ""}`;
    const ends = tails(cleared, credit ? `，您的业绩${credit}` : "");
    return fitSms(
      who,
      ends.map((end) => (name) => `到款${amount}${name && `，${name}`}${end}。`),
    );
  },
  claimable: ({ amount, who }) =>
    fitSms(who, [(name) => `待认领到款${amount}${name && `，${name}`}，请登录确认归属。`]),
  undone: ({ cause, amount, who, references, credit }) => {
    const head = cause === "undone" ? "核销已撤销" : "到款被退回";
    const reopened = references.length > 0 ? `，${references.length}笔应收恢复未核销` : "";
    const ends = tails(reopened, credit ? `，业绩冲回${credit}` : "");
    return fitSms(
      who,
      ends.map((end) => (name) => `${head}${amount}${name && `，${name}`}${end}。`),
    );
  },
};

const english: ReceiptSms = {
  received: ({ amount, who, references, credit }) => {
    const [first] = references;
    const cleared =
      first === undefined ? "" : `. Cleared ${first}${references.length > 1 ? ` +${references.length - 1}` : ""}`;
    const ends = tails(cleared, credit ? `. Your credit ${credit}` : "");
    return fitSms(
      who,
      ends.map((end) => (name) => `Received ${amount}${name && ` from ${name}`}${end}`),
    );
  },
  claimable: ({ amount, who }) => fitSms(who, [(name) => `To be claimed: ${amount}${name && ` from ${name}`}`]),
  undone: ({ cause, amount, who, references, credit }) => {
    const head = cause === "undone" ? "Undone" : "Returned by bank";
    const reopened = references.length > 0 ? `. Open again: ${references.length}` : "";
    const ends = tails(reopened, credit ? `. Credit reversed ${credit}` : "");
    return fitSms(
      who,
      ends.map((end) => (name) => `${head}: ${amount}${name && ` from ${name}`}${end}`),
    );
  },
};

export const receiptSms: Record<Locale, ReceiptSms> = { "zh-CN": chinese, en: english };
