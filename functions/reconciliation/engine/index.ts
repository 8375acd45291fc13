/** The pure cash-application engine: signals before the lookup, the decision after it, and what claims teach. */
export { adviceOf, isNearDay, SURE, saidIn, suretyOf, type WaitingAdvice } from "./advices.ts";
export { type Booking, type Prepayment, prepaymentsFor } from "./book.ts";
export { decide, RULE_VERSION } from "./decide.ts";
export {
  isPayerKnown,
  type LookupKey,
  likeLookupKeysOf,
  lookupKeysOf,
  nameKeysOf,
  numberingStylesOf,
  referenceKeysOf,
} from "./keys.ts";
export { type Claim, payerKeysOf, teach, unteach } from "./memory.ts";
export { payerAccountKey, payerNameKey, referenceKey } from "./normalise.ts";
export { isAlike } from "./payer.ts";
export { isCreditorReference } from "./reader/checked.ts";
export { type Signals, signalsOf } from "./signals.ts";
export { SPANNED_MAX, sharesOf, spansOf } from "./spans.ts";
export { AS_LINES_SAY, CITED_ALLOCATIONS_MAX } from "./suggest.ts";
