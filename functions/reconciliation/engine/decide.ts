import assert from "node:assert";
import type { Decision, DecisionInput, Proof } from "../schema.ts";
import type { Booking } from "./book.ts";
import { byPayer, scopeOfPayer } from "./bypayer.ts";
import { type Classification, classify } from "./classify.ts";
import { type Context, contextOf } from "./context.ts";
import { byLines } from "./lines.ts";
import { byReference } from "./referenced.ts";
import type { Target } from "./references.ts";
import { suggestionsFor } from "./suggest.ts";
import { abstain, type Verdict } from "./verdict.ts";

/** Names the rules that decided; raised whenever the same input may be decided otherwise. */
export const RULE_VERSION = "2026-12.9";

/** A proof is stored with every transaction: so many signals, rivals and unread parts, and so many characters of each. */
export const PROOF_SIGNALS_MAX = 4;
export const PROOF_RIVALS_MAX = 3;
export const PROOF_UNREAD_MAX = 4;
export const PROOF_TEXT_CHARS_MAX = 80;

type Step = { name: string; verdict: Verdict; signals: string[] };

/**
 * Decides what one bank line pays. Pure: no I/O, no clock, no chance; the same input, in whatever order its lists come,
 * gives the same bytes. Steps go from strong to weak evidence; the first that applies either books the one explanation
 * there is or leaves the line to a person: weaker evidence never overrules stronger.
 */
export function decide(input: DecisionInput): Decision {
  const { amountMinor } = input.transaction;
  assert(Number.isSafeInteger(amountMinor) && amountMinor > 0, "a bank line has a positive amount in minor units");
  const context = contextOf(input);
  const line = classify(context);
  if (line) return classified(context, line);
  const step = evidence(context);
  const { booking, accountIds, deductions = [] } = step.verdict;
  const { doubt } = context.transaction;
  const bookable = booking && !doubt && mayBook(context, step.name);
  const decision: Decision = {
    outcome: bookable ? "apply" : "claimable",
    ...(accountIds.length === 1 ? { accountId: accountIds[0] } : {}),
    ...departmentOf(context),
    allocations: bookable ? booking.allocations : [],
    ...(bookable && deductions.length > 0 ? { deductions } : {}),
    prepaymentMinor: bookable ? booking.prepaymentMinor : 0,
    unappliedMinor: bookable ? booking.unappliedMinor : amountMinor,
    suggestions: bookable ? [] : suggestionsFor(context),
    proof: proofOf(context, step, booking && !bookable ? (doubt ?? "notAutomatic") : step.verdict.why),
  };
  return checked(decision, amountMinor);
}

/** The first kind of evidence that is there: papers told line by line, references (strict, then all), virtual account, payer. */
function evidence(context: Context): Step {
  const { matches, virtualAccount, identity, signals, papers } = context;
  if (papers.length > 0) {
    const seen = papers.map(({ line }) => `line:${line.reference} ${line.amountMinor}`);
    return { name: "remittanceLines", verdict: byLines(context), signals: seen };
  }
  const strict = matches.targets.filter((target) => target.token.ground === "structured");
  const citing = (targets: typeof strict): string[] => targets.map((target) => `ref:${target.token.key}`);
  if (strict.length > 0) {
    const verdict = byReference(context, strict);
    const isAll = strict.length === matches.targets.length;
    if (isAll || (verdict.booking && (paysWhole(context, verdict.booking) || !namesMore(context, strict))))
      return { name: "strictReference", verdict, signals: citing(strict) };
  }
  if (matches.targets.length > 0)
    return { name: "reference", verdict: byReference(context, matches.targets), signals: citing(matches.targets) };
  if (virtualAccount?.accountId) {
    const scope = { accountIds: [virtualAccount.accountId], rivalIds: [], inPerson: true };
    return { name: "virtualAccount", verdict: byPayer(context, scope), signals: [`va:${signals.virtualAccountNo}`] };
  }
  if (identity.accountIds.length === 0 && identity.tiedIds.length === 0 && identity.likely.length > 0) {
    const scope = { accountIds: identity.likely.map(({ id }) => id), rivalIds: [], inPerson: false, isLikely: true };
    const seen = identity.likely.map(({ id, why, score }) => `like:${id} ${why} ${score}`);
    return { name: "likeName", verdict: byPayer(context, scope), signals: seen };
  }
  if (identity.accountIds.length === 0) {
    const why =
      identity.tiedIds.length > 0
        ? "tiedNames"
        : signals.payerName || signals.payerAccount
          ? "unknownPayer"
          : "noSignal";
    return {
      name: "none",
      verdict: abstain(
        why,
        [],
        identity.tiedIds.map((id) => `${id}: same name`),
      ),
      signals: [],
    };
  }
  const seen = [identity.by === "payerAccount" ? `payer:${signals.payerAccount}` : `name:${signals.payerName}`];
  return { name: identity.by as string, verdict: byPayer(context, scopeOfPayer(context)), signals: seen };
}

/** Does the text name something open beside the fields for references? Then these alone tell no part and no surplus. */
const namesMore = ({ matches }: Context, strict: Target[]): boolean => {
  const told = new Set(strict.flatMap((target) => target.open.map((item) => item.id)));
  return matches.targets.some((target) => target.open.length > 0 && !target.open.every((item) => told.has(item.id)));
};

/** All of the money, for all that is open on each receivable that it is booked on. */
const paysWhole = ({ items }: Context, { allocations, prepaymentMinor, unappliedMinor }: Booking): boolean =>
  prepaymentMinor + unappliedMinor === 0 &&
  allocations.every(
    ({ receivableId, amountMinor, kind }) =>
      kind === "payment" && items.find((item) => item.id === receivableId)?.openMinor === amountMinor,
  );

const mayBook = ({ policy }: Context, step: string): boolean =>
  policy.automatic === "all" || (policy.automatic === "referencesOnly" && NAMING_STEPS.includes(step));

/** The steps that book what is named. */
const NAMING_STEPS = ["remittanceLines", "strictReference", "reference"];

const departmentOf = ({ virtualAccount }: Context): { departmentId?: string } =>
  virtualAccount?.departmentId ? { departmentId: virtualAccount.departmentId } : {};

/** Step 1's outcomes hold no allocation: all of the amount stays where it is. */
function classified(context: Context, line: Classification): Decision {
  return {
    outcome: line.outcome,
    ...(line.outcome === "exclude" ? { exclusion: line.exclusion } : {}),
    ...(line.outcome === "reverse"
      ? { reverses: line.reverses, returnedMinor: line.returnedMinor, feeMinor: line.feeMinor }
      : {}),
    ...(line.outcome === "refund" ? { refunds: line.refunds, accountId: line.refunds.accountId } : {}),
    ...departmentOf(context),
    allocations: [],
    prepaymentMinor: 0,
    unappliedMinor: context.transaction.amountMinor,
    suggestions: line.outcome === "claimable" ? (line.suggestions ?? []) : [],
    proof: proofOf(context, { name: "classify", verdict: abstain(line.why), signals: [] }, line.why),
  };
}

function proofOf({ policy, matches }: Context, step: Step, why: string): Proof {
  const short = (texts: string[], most: number): string[] =>
    texts.slice(0, most).map((text) => text.slice(0, PROOF_TEXT_CHARS_MAX));
  return {
    rule: RULE_VERSION,
    policy: policy.version,
    step: step.name,
    why,
    signals: short(step.signals, PROOF_SIGNALS_MAX),
    rivals: short(step.verdict.rivals, PROOF_RIVALS_MAX),
    unread: short(
      matches.unread.map((part) => `${part.text}: ${part.why}`),
      PROOF_UNREAD_MAX,
    ),
  };
}

/** The money identity: every minor unit of the line is a payment, a prepayment or unapplied. */
function checked(decision: Decision, amountMinor: number): Decision {
  const paid = decision.allocations.filter((a) => a.kind === "payment").reduce((sum, a) => sum + a.amountMinor, 0);
  assert(
    paid + decision.prepaymentMinor + decision.unappliedMinor === amountMinor,
    "the decision does not add up to the bank line",
  );
  return decision;
}
