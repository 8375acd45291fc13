import type { WordKey } from "../words/index.ts";
import type { BankLine } from "./lines.ts";

export const STATE_WORDS: Readonly<Record<BankLine["state"], WordKey>> = {
  received: "receipts.received",
  applied: "receipts.applied",
  partlyApplied: "receipts.partlyApplied",
  claimable: "receipts.claimable",
  excluded: "receipts.excluded",
};
