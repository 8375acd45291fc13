import type * as z from "zod";
import type { Filter } from "../../shared/filter/filter.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { Label } from "../../shared/records/noun.ts";
import type { Definition, Step, Test } from "./definition.ts";

/** A mail of a strategy: its subject and its text, in each language. */
export type Letter = { purpose: "marketing" | "service"; subject: Label; text: Label };

/** What an installed strategy refers to: the templates of its letters, and the coupon that it gives. */
export type Installed = { template(letter: string): string; coupon: string };

/** A journey that a tenant may install as a draft and change as it likes. */
export type Strategy = {
  key: string;
  name: Label;
  about: Label;
  /** True where it gives a coupon: whoever installs it names the template. */
  givesCoupon?: boolean;
  letters?: Readonly<Record<string, Letter>>;
  build(with_: Installed, say: (label: Label) => string): z.input<typeof Definition>;
};

type StepInput = z.input<typeof Step>;

export const all = (...conditions: Filter[]): Filter => ({ all: conditions });
export const eq = (field: string, value: string): Filter => ({ field, op: "eq", value });
export const oneOf = (field: string, ...value: string[]): Filter => ({ field, op: "in", value });
export const told = (field: string): Filter => ({ field, op: "empty", value: false });
export const within = (field: string, days: number): Filter => ({
  field,
  op: "gte",
  value: { last: days, unit: "day" },
});
export const ofRecord = (filter: Filter): Test => ({ kind: "is", of: "record", filter });
export const ofPerson = (filter: Filter): Test => ({ kind: "is", of: "person", filter });
export const ofAccount = (filter: Filter): Test => ({ kind: "is", of: "account", filter });
export const onRecord = (noun: string, filter: Filter) => ({ kind: "record" as const, noun, filter });
export const wait = (key: string, days: number, next: string): StepInput => ({
  key,
  kind: "wait",
  for: { days },
  next,
});
export const SIGNED = all(eq("status", "signed"));
export const OPEN = all(oneOf("status", "open", "partlyPaid"));
export const SENT = all(eq("status", "approved"), told("sentAt"));
export const FRESH = all(eq("status", "signed"), within("signedAt", 7));
export const CALL: Label = ["请联系客户", "Call the customer"];

export const labelIn = (locale: Locale, [zh, en]: Label): string => (locale === "en" ? en : zh);
