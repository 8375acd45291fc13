import type { OpenItem } from "../../../functions/reconciliation/schema.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

/** What a payer writes: free text, structured references, or both. */
export type Wording = { remittance?: string; references?: string[] };

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const LEADS = ["货款", "支付", "付", "服务费", "软件款", "Payment for ", "转账", "往来款", "合同", "发票号"];
const TAILS = ["", "谢谢", "款项", " 请查收", " 经办13800138000", "（2026年9月）", " thanks", " 20260915", " /"];

/** One reference as people type it: as printed, spaced, without dashes, in lower case or full width. */
export function spelled(random: Random, reference: string): string {
  const way = random.int(1, 10);
  if (way === 1) return reference.replaceAll("-", " ");
  if (way === 2) return reference.replaceAll("-", "");
  if (way === 3) return reference.toLowerCase();
  if (way === 4) return fullWidth(reference);
  return way === 5 ? reference.replaceAll("-", "–") : reference;
}

/** References in a sentence, or (three in ten) in the structured field beside a sentence that says nothing. */
export function worded(random: Random, references: string[], extra = ""): Wording {
  if (random.chance(30)) return { references, remittance: `${random.pick(LEADS)}${extra}` };
  const list = references
    .map((reference) => spelled(random, reference))
    .join(random.pick(["、", ",", "，", " 和 ", " + "]));
  return { remittance: `${random.pick(LEADS)}${list}${extra}${random.pick(TAILS)}` };
}

/** Text that names nothing. */
export const vague = (random: Random): Wording => ({
  remittance: random.pick(["货款", "服务费", "往来款", "", "/", "?", "2026", "payment", "9月费用 12"]),
});

/** Nothing of the item's contract that is still open is due before it (an item without a contract is its own). */
export const isNextOfContract = (world: World, item: OpenItem): boolean =>
  world.items.every(
    (other) =>
      !item.contractNo || other.contractNo !== item.contractNo || other.openMinor === 0 || other.dueOn >= item.dueOn,
  );

const HINTS = ["首付款", "第二期", "第3期款", "第四期"];

/**
 * Names one receivable the way customers do: by its own number; by its contract with the instalment; or, when it is the next
 * one due of its contract, by the contract alone. Who pays an amount that is another instalment's says which one is meant.
 */
export function naming(world: World, item: OpenItem, amount: number, extra = ""): Wording {
  const { random } = world;
  if (!item.contractNo || random.chance(35)) return worded(random, [item.reference], extra);
  const hint =
    item.instalmentNo === item.instalmentCount && random.chance(50) && item.instalmentNo !== 1
      ? "尾款"
      : HINTS[(item.instalmentNo ?? 1) - 1];
  const isOthers =
    amount !== item.openMinor &&
    world.items.some((other) => other.contractNo === item.contractNo && other.openMinor === amount);
  const isNext = isNextOfContract(world, item) && !isOthers;
  return worded(random, [item.contractNo], isNext && random.chance(60) ? extra : `${hint}${extra}`);
}

/** Two neighbouring, different digits of the running number change places. */
export function transposed(random: Random, reference: string): string {
  const places = [...reference.matchAll(/\d(?=\d)/g)]
    .map((match) => match.index)
    .filter((i) => i > reference.length - 6 && reference[i] !== reference[i + 1]);
  if (places.length === 0) return reference;
  const at = random.pick(places);
  return `${reference.slice(0, at)}${reference[at + 1]}${reference[at]}${reference.slice(at + 2)}`;
}

/** A name as it arrives through old systems: a character lost, replaced or swapped, cut at a field's end, or an older form. */
export function garbled(random: Random, name: string): string {
  const at = random.int(0, Math.max(0, Math.min(name.length - 2, 6)));
  const way = random.int(1, 5);
  if (way === 1) return `${name.slice(0, at)}?${name.slice(at + 1)}`;
  if (way === 2) return `${name.slice(0, at)}${name.slice(at + 1)}`;
  if (way === 3) return `${name.slice(0, at)}${name[at + 1]}${name[at]}${name.slice(at + 2)}`;
  return way === 4 ? name.slice(0, Math.max(3, name.length - random.int(3, 6))) : fullWidth(name).replace(/(.)/, "$1 ");
}
