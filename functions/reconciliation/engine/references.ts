import type { OpenItem, PaidItem, TransactionFacts } from "../schema.ts";
import { byText, isReference, referenceKey } from "./normalise.ts";
import type { ReferenceToken, Signals } from "./signals.ts";

/**
 * What one token names. `receivable`: one receivable by its own reference or end-to-end id. `contract`: the receivables of a
 * contract or an order (or several that share a reference). `open` may hold other currencies; `paid` what is no longer open.
 */
export type Target = { token: ReferenceToken; level: "receivable" | "contract"; open: OpenItem[]; paid: PaidItem[] };

/** Tokens that name something, and those that name nothing we know. */
export type Matches = { targets: Target[]; unknown: ReferenceToken[] };

type Named = Pick<OpenItem, "id" | "reference" | "contractNo" | "orderId" | "endToEndId">;

/** The keys by which an item is named itself; its contract's and order's keys are apart. */
const ownKeys = (item: Named): string[] => keysFrom([item.reference, item.endToEndId]);
const contractKeys = (item: Named): string[] => keysFrom([item.contractNo, item.orderId]);
const keysFrom = (texts: (string | undefined)[]): string[] =>
  texts.map((text) => referenceKey(text ?? "")).filter((key) => isReference(key, true));

/** Every key an item can be named by. */
export const namesOf = (item: Named): string[] => [...ownKeys(item), ...contractKeys(item)];

/** Finds what the tokens name among the candidates, and drops readings that a better one covers. */
export function matchReferences(
  signals: Signals,
  transaction: TransactionFacts,
  open: OpenItem[],
  paid: PaidItem[],
): Matches {
  const tokens = [...signals.references, ...hanTokens(transaction, [...open, ...paid])];
  const all = tokens.map((token) => targetOf(token, open, paid));
  const hits = all.filter((target) => target.open.length + target.paid.length > 0);
  const targets = hits.filter((target) => !hits.some((other) => covers(other.token, target.token)));
  const unknown = all.filter((target) => target.open.length + target.paid.length === 0).map((target) => target.token);
  return {
    targets: targets.sort(
      (a, b) =>
        Number(b.token.strict) - Number(a.token.strict) ||
        a.token.start - b.token.start ||
        byText(a.token.key, b.token.key),
    ),
    unknown: unknown.filter((token) => !hits.some((hit) => overlaps(hit.token, token))),
  };
}

function targetOf(token: ReferenceToken, open: OpenItem[], paid: PaidItem[]): Target {
  const named = (keys: (item: Named) => string[]) => (item: Named) => keys(item).includes(token.key);
  const own = named(ownKeys);
  const ofContract = named(contractKeys);
  const settled = paid.filter((item) => !open.some((still) => still.id === item.id));
  const target = {
    token,
    open: open.filter((i) => own(i) || ofContract(i)),
    paid: settled.filter((i) => own(i) || ofContract(i)),
  };
  const single = new Set([...target.open, ...target.paid].map((item) => item.id)).size === 1;
  return { ...target, level: single && [...target.open, ...target.paid].every(own) ? "receivable" : "contract" };
}

const overlaps = (a: ReferenceToken, b: ReferenceToken): boolean => a.start < b.end && b.start < a.end;

/**
 * Does reading `a` make reading `b` of the same place superfluous? The longer one does, unless it had to bridge a blank
 * that the shorter one had not: `INV-12 500` may be INV-12 and an amount, so then both readings stand.
 */
function covers(a: ReferenceToken, b: ReferenceToken): boolean {
  if (a.key === b.key || !overlaps(a, b)) return false;
  if (a.start > b.start || a.end < b.end || a.key.length <= b.key.length) return false;
  return a.blanks === 0 || b.blanks > 0;
}

/** References that hold Han (`沪科字2026第001号`) have no edges in Chinese text: look for those of the candidates in it. */
function hanTokens(transaction: TransactionFacts, items: Named[]): ReferenceToken[] {
  const text = referenceKey(transaction.remittance ?? "");
  if (text === "") return [];
  const keys = [...new Set(items.flatMap(namesOf))].filter((key) => /\p{Script=Han}/u.test(key)).sort(byText);
  return keys.flatMap((key) => {
    const at = text.indexOf(key);
    const edge =
      at < 0 ||
      (/\d$/.test(key) && /\d/.test(text[at + key.length] ?? "")) ||
      (/^\d/.test(key) && /\d/.test(text[at - 1] ?? ""));
    return edge ? [] : [{ key, strict: false, start: HAN_OFFSET + at, end: HAN_OFFSET + at + key.length, blanks: 0 }];
  });
}

/** Positions in the condensed text are of another measure than those of tokens: keep them from seeming to overlap. */
const HAN_OFFSET = 1_000_000;
