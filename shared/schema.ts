/**
 * A shape that is asked for often is made once (`text(100)`, `idOf("usr")`): building zod schemas is half of what our
 * own code takes at import, and a text with six checks was nine schemas.
 */
import * as z from "zod";
import { isVisible, withoutInvisible } from "./invisible.ts";
import { AMOUNT_MINOR_MAX, BASIS_POINTS_WHOLE, currencyProblem } from "./money.ts";

/** Shapes that many nouns share. Every text has a bound, so that no row can grow past what a table takes. */

/** Characters that do no good in any text: controls (but tab and line breaks) and lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is what this is for.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Cs}/u;

/** A schema for each of its arguments, made once: shapes ask for few of them, and often. */
function once<A, S>(make: (of: A) => S): (of: A) => S {
  const made = new Map<A, S>();
  return (of) => {
    const schema = made.get(of) ?? make(of);
    made.set(of, schema);
    return schema;
  };
}

/** Text of 1 to `max` characters, trimmed, without what is not seen and with something that is. */
export const text = once((max: number) =>
  // All checks at once: each call of `check`, as of `min` or `trim`, makes another schema.
  z.string().check(
    z.overwrite(withoutInvisible),
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine((s: string) => !UNPRINTABLE.test(s), "must not contain control characters"),
    z.refine(isVisible, "must contain a character that can be seen"),
  ),
);

/** An id of one noun: its prefix and 6 to 40 letters or digits. */
export const idOf = once((prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9A-Za-z]{6,40}$`), `must be an id that begins with ${prefix}_`),
);

/** A currency code of ISO 4217. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: ({ input }) => currencyProblem(String(input)), abort: true })
  .refine((code) => currencyProblem(code) === undefined, { error: ({ input }) => currencyProblem(String(input)) });

/** A positive amount of minor units. */
export const positiveMinor = z.int().min(1).max(AMOUNT_MINOR_MAX);
/** An amount of minor units, zero allowed. */
export const amountMinor = z.int().min(0).max(AMOUNT_MINOR_MAX);
/** An amount of minor units of either sign. */
export const signedMinor = z.int().min(-AMOUNT_MINOR_MAX).max(AMOUNT_MINOR_MAX);
/** A share of 0 to 100 %. */
export const basisPoints = z.int().min(0).max(BASIS_POINTS_WHOLE);

/** A civil date that exists, `YYYY-MM-DD`. */
export const civilDay = z.iso.date();
export const instant = z.iso.datetime();

/** An IANA time zone that this runtime knows. */
export const timeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat("en", { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  }, "must be an IANA time zone such as Asia/Shanghai");

export const locale = z.enum(["zh-CN", "en"]);
export const email = z.email().max(254);
/**
 * A telephone number as people write it. Records keep it in one form (`records/phones.ts`); what can be no number stays as
 * it was typed.
 */
export const phone = text(60).describe("A telephone number as people write it; kept as +8613800000000, with ;ext=123.");

/** A number that can be dialled as it stands: E.164, or a Chinese mobile number of an older record. */
export const dialled = z.string().regex(/^(?:\+[1-9]\d{6,14}|1[3-9]\d{9})$/);

/** The E.164 form of a number that can be dialled; nothing for another. */
export const e164 = (number: string | undefined): string | undefined =>
  number === undefined || !dialled.safeParse(number).success
    ? undefined
    : number.startsWith("+")
      ? number
      : `+86${number}`;

/** What a row tells besides of its telephone numbers. */
export const phoneFields = {
  /** Its number as people write it where the tenant is. */
  phoneShown: z.string().optional(),
  /** Fields that should hold a telephone number and hold what can be none, as it was typed. */
  unclear: z.array(z.string()).optional(),
};

/** The secrets that a sender signs with; the earlier ones end. See `http/signature.ts`. */
export const signingSecrets = z.array(z.object({ secret: z.string(), until: instant.optional() }));
