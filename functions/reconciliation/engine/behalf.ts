import { isLatinForm } from "../../../shared/names.ts";
import type { Context } from "./context.ts";
import { isNamedIn, LIKE_MIN, likeness } from "./likeness.ts";

/** Words by which somebody says for whom they pay, whoever is named behind them. */
const BEHALF =
  /(?<!\p{L})(?:I\.\s?A\.|IM AUFTRAG(?: DER| DES| VON)?|IM NAMEN(?: DER| DES| VON)?|ON BEHALF OF|O\/B\/O|FOR (?:THE )?ACCOUNT OF|POUR (?:LE )?COMPTE DE|NAMENS|IN OPDRACHT VAN|PÅ VEGNE AF|PÅ VEGNE AV|POR CUENTA DE|PER CONTO DI|W IMIENIU)[\s:]+(?<who>\p{L}.{2,60})/u;
/** Words that say so only where a company is named behind them: `Zahlung für Beispiel Handel AG`. */
const FOR =
  /(?<!\p{L})(?:ZAHLUNG|UEBERWEISUNG|ÜBERWEISUNG|PAYMENT|PAIEMENT|REGLEMENT|BETALING|PAGO|PAGAMENTO)\s+(?:FUER|FÜR|FOR|POUR|VOOR|POR|PER)[\s:]+(?<who>\p{L}.{2,60})/gu;
/** What a text says a payment is for: a thing, unless one of our accounts is called so. */
const FOR_SOMETHING = /(?<!\p{L})(?:FUER|FÜR|FOR|POUR|VOOR|FÖR|DLA|ДЛЯ)\s+(?<who>\p{L}.{3,60})/gu;
/** Words of a company's name, its legal form among them. */
const NAME_WORDS_MAX = 7;
/** `代某某有限公司付款`, `代付某某厂货款`; not `代理费` or `时代`. */
const HAN =
  /(?<![时现当近换世年古迭])代(?:付|缴|为)?\s*(?<who>[\p{Script=Han}()（）]{2,30}?(?:公司|厂|店|集团|中心|事务所|医院|学校)|(?![理码收垫扣发办表购销管用])[\p{Script=Han}()（）]{3,15}?(?=付款|支付|缴款|付(?:$|[\s,，。]))|[A-Z][A-Z0-9 .&-]{2,40}?(?=付款|支付|缴款|付))/u;

/** The company that a stretch of text begins with, up to its legal form. */
function companyIn(said: string): string | undefined {
  const words = said.split(/[\s,;]+/).slice(0, NAME_WORDS_MAX);
  const form = words.findIndex((word) => isLatinForm(word.replaceAll(".", "")));
  return form > 0 ? words.slice(0, form + 1).join(" ") : undefined;
}

/** For whom a text says that it pays, as it is written; undefined where it says nothing. */
function beneficiaryIn(text: string): string | undefined {
  const plainly = BEHALF.exec(text)?.groups?.who ?? HAN.exec(text)?.groups?.who;
  if (plainly !== undefined) return plainly;
  return [...text.matchAll(FOR)].map(({ groups }) => companyIn(groups?.who ?? "")).find(Boolean);
}

/** What may be the name of somebody who is paid for, without a word that says so plainly. */
export const paidForIn = (text: string): string[] =>
  [...text.matchAll(FOR_SOMETHING)].map(({ groups }) => groups?.who ?? "");

/**
 * The payer says that it pays for somebody, and that is none of these accounts: then what they owe proves nothing by its amount.
 * Whoever names itself or the account that is meant says nothing new.
 */
export function paysForAnother({ signals, accounts, transaction }: Context, accountIds: readonly string[]): boolean {
  const { text } = signals.reading;
  const who = beneficiaryIn(text);
  const [meant, others] = [accountIds, [...accounts.keys()].filter((id) => !accountIds.includes(id))].map((ids) =>
    ids.flatMap((id) => namesOf(accounts.get(id))),
  ) as [string[], string[]];
  const own = [...meant, ...(transaction.payer?.name ? [transaction.payer.name] : [])];
  if (who !== undefined && !isAnyOf(who, own)) return true;
  return paidForIn(text).some((said) => others.some((name) => isNamedIn(said, name)) && !isAnyOf(said, own));
}

const namesOf = (account?: { name: string; payerNames: string[] }): string[] =>
  account ? [account.name, ...account.payerNames] : [];

const isAnyOf = (who: string, names: string[]): boolean =>
  names.some((name) => isNamedIn(who, name) || likeness(who, name).score >= LIKE_MIN);
