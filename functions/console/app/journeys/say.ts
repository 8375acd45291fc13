import { OPS } from "../fields/ops.ts";
import { textOf } from "../fields/value.tsx";
import type { Journey } from "../lib/api.ts";
import { type Formats, useFormats } from "../lib/format.ts";
import { fieldOf, labelOf, type NounView } from "../lib/nouns.ts";
import { useNouns } from "../lib/queries.ts";
import { type Say, useWords, type WordKey } from "../words/index.ts";

export type Step = Journey["steps"][number];
type Trigger = Journey["trigger"];
type Test = NonNullable<Journey["entry"]>[number];
type NameOf = (id: unknown) => string;

/** Everything by which parts of a journey are put into words. */
export type Tongue = { t: Say; formats: Formats; nouns: readonly NounView[]; nameOf: NameOf };

const KINDS: Record<Step["kind"], WordKey> = {
  wait: "journey.wait",
  waitUntil: "journey.waitUntil",
  waitFor: "journey.waitFor",
  condition: "journey.condition",
  split: "journey.split",
  mail: "journey.mail",
  sms: "journey.sms",
  task: "journey.task",
  setFields: "journey.setFields",
  segment: "journey.segment",
  touch: "journey.touch",
  coupon: "journey.coupon",
  webhook: "journey.webhook",
  handToSales: "journey.handToSales",
};
const SUBJECTS: Readonly<Record<string, WordKey>> = {
  person: "journey.person",
  record: "journey.record",
  account: "journey.account",
};

export function useTongue(nameOf: NameOf): Tongue {
  const { data: nouns = [] } = useNouns();
  return { t: useWords(), formats: useFormats(), nouns, nameOf };
}

export const kindOf = ({ kind }: Step): WordKey => KINDS[kind];

const nounIn = ({ nouns }: Tongue, noun: string | undefined): NounView | undefined =>
  nouns.find((one) => one.noun === noun);

/** What a noun is called; of one that whoever reads may not see, that it is one. */
export function sayNoun(tongue: Tongue, noun: string): string {
  const of = nounIn(tongue, noun);
  return of ? labelOf(of, tongue.formats.language) : tongue.t("journey.unseen");
}

type Span = { days?: number; hours?: number; minutes?: number };

export const saySpan = ({ t }: Tongue, { days = 0, hours = 0, minutes = 0 }: Span): string =>
  [
    days > 0 && t("journey.days", { n: days }),
    hours > 0 && t("journey.hours", { n: hours }),
    minutes > 0 && t("journey.minutes", { n: minutes }),
  ]
    .filter(Boolean)
    .join(" ");

/** A value that a condition compares with: of a field in its words, or a span of days up to now. */
function sayValue(tongue: Tongue, of: NounView | undefined, name: string, value: unknown): string {
  const { formats, nameOf, t } = tongue;
  if (Array.isArray(value)) return value.map((one) => sayValue(tongue, of, name, one)).join(" / ");
  if (typeof value === "object" && value !== null && "last" in value)
    return t("journey.last", { n: String(value.last) });
  const field = of && fieldOf(of, name);
  if (field) return textOf(field, value, formats, nameOf);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

type Given = { all?: unknown[]; any?: unknown[]; not?: unknown; field?: string; op?: string; value?: unknown };

/** A filter in words, however deep. */
export function sayFilter(tongue: Tongue, filter: unknown, noun: string | undefined): string {
  const { t, formats } = tongue;
  const { all, any, not, field, op, value } = (filter ?? {}) as Given;
  const each = (of: unknown[]): string[] => of.map((one) => sayFilter(tongue, one, noun));
  if (all) return each(all).join(t("journey.and"));
  if (any) return `(${each(any).join(t("journey.or"))})`;
  if (not) return t("journey.not", { what: sayFilter(tongue, not, noun) });
  if (!field || !op) return t("journey.everybody");
  const of = nounIn(tongue, noun);
  if (!of) return t("journey.unseenTest");
  const described = fieldOf(of, field);
  const label = described ? labelOf(described, formats.language) : t("journey.unseenField");
  if (op === "empty") return `${label} ${t(value ? "op.empty" : "journey.filled")}`;
  const word = OPS[op];
  return `${label} ${word ? t(word) : op} ${sayValue(tongue, of, field, value)}`;
}

/** What must hold of somebody: of the person, their record or their account, or of what they did. */
export function sayTest(tongue: Tongue, test: Test, person: string, record: string | undefined): string {
  const { t } = tongue;
  if (test.kind === "count") {
    const counts = [
      test.atLeast !== undefined && t("journey.atLeast", { n: test.atLeast }),
      test.atMost !== undefined && t("journey.atMost", { n: test.atMost }),
    ];
    const which = test.filter ? ` (${sayFilter(tongue, test.filter, test.noun)})` : "";
    return `${sayNoun(tongue, test.noun)}${which} ${counts.filter(Boolean).join(" ")}`;
  }
  if (test.kind === "did") {
    const { did, didNot, times = 1, withinDays } = test.behaviour;
    return t(did ? "journey.did" : "journey.didNot", { what: did ?? didNot ?? "", times, n: withinDays });
  }
  const noun = { person, record, account: "account" }[test.of ?? "person"];
  const whose = noun ? sayNoun(tongue, noun) : t(SUBJECTS[test.of ?? "person"] ?? "journey.person");
  return `${whose}: ${sayFilter(tongue, test.filter, noun)}`;
}

export function sayTrigger(tongue: Tongue, trigger: Trigger): string {
  const { t, nameOf } = tongue;
  switch (trigger.kind) {
    case "record":
      return t("journey.onRecord", {
        noun: sayNoun(tongue, trigger.noun),
        what: sayFilter(tongue, trigger.filter, trigger.noun),
      });
    case "segment":
      return t(trigger.on === "entered" ? "journey.entered" : "journey.left", { name: nameOf(trigger.segmentId) });
    case "date":
      return t("journey.onDate", {
        noun: sayNoun(tongue, trigger.noun),
        field: sayField(tongue, trigger.noun, trigger.field),
        n: trigger.days,
        at: trigger.at ?? "09:00",
      });
    case "event":
      return t("journey.onEvent", { name: trigger.name });
    default:
      return t("journey.byHand");
  }
}

function sayField(tongue: Tongue, noun: string, name: string): string {
  const of = nounIn(tongue, noun);
  const field = of && fieldOf(of, name);
  return field ? labelOf(field, tongue.formats.language) : tongue.t("journey.unseenField");
}

/** What a step does, in a line. */
export function sayStep(tongue: Tongue, step: Step, person: string, record: string | undefined): string {
  const { t, nameOf } = tongue;
  const tests = (of: Test[]): string => of.map((one) => sayTest(tongue, one, person, record)).join(t("journey.and"));
  switch (step.kind) {
    case "wait":
      return saySpan(tongue, step.for);
    case "waitUntil":
      return t("journey.until", { at: step.at });
    case "waitFor":
      return t("journey.within", { what: tests(step.when), span: saySpan(tongue, step.within) });
    case "condition":
      return tests(step.when);
    case "split":
      return step.branches.map(({ weight }) => weight).join(" : ");
    case "mail":
    case "sms":
    case "coupon":
      return nameOf(step.templateId);
    case "task":
    case "handToSales":
      return step.subject;
    case "setFields":
      return Object.entries(step.values)
        .map(([name, value]) => `${sayField(tongue, person, name)} → ${String(value ?? t("value.none"))}`)
        .join(", ");
    case "segment":
      return t(step.change === "add" ? "journey.add" : "journey.remove", { name: nameOf(step.segmentId) });
    case "touch":
      return step.touch;
    default:
      return nameOf(step.webhookId);
  }
}

export type Way = { word: WordKey; to: string | undefined };

/** Where somebody goes from a step; nowhere is the end. */
export function waysOf(step: Step): Way[] {
  if (step.kind === "split") return step.branches.map(({ next }) => ({ word: "journey.then", to: next }));
  if (step.kind === "condition" || step.kind === "waitFor") {
    return [
      { word: step.kind === "condition" ? "journey.yes" : "journey.came", to: step.next },
      { word: step.kind === "condition" ? "journey.no" : "journey.timedOut", to: step.else },
    ];
  }
  return [{ word: "journey.then", to: step.next }];
}
