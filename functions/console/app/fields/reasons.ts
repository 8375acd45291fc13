import { type Reason, reasonIn } from "../../../assignment/reasons.ts";
import type { Formats } from "../lib/format.ts";
import { sayer, type WordKey } from "../words/index.ts";

const WORDS: Record<Reason, WordKey> = {
  turn: "assigned.turn",
  nobodyNow: "assigned.nobodyNow",
  nobodyAt: "assigned.nobodyAt",
  otherAudience: "assigned.otherAudience",
  toBeClaimed: "assigned.toBeClaimed",
  notTaken: "assigned.notTaken",
  takenNoMore: "assigned.takenNoMore",
  namedBy: "assigned.namedBy",
  leftFree: "assigned.leftFree",
  released: "assigned.released",
  claimed: "assigned.claimed",
  notFollowed: "assigned.notFollowed",
  more: "assigned.more",
  left: "assigned.left",
  onLeave: "assigned.onLeave",
  offHours: "assigned.offHours",
  full: "assigned.full",
};

/** Why a lead went where it went, in the reader's words; what people wrote themselves as they wrote it. */
export function sayReason(text: string, formats: Formats): string {
  const found = reasonIn(text);
  if (!found) return text;
  const t = sayer(formats.language);
  const { at, since, on } = found.values;
  const said = t(WORDS[found.reason], {
    ...found.values,
    ...(at && { at: formats.instant(at) }),
    ...(since && { since: formats.instant(since) }),
    ...(on && { on: formats.date(on) }),
  });
  return found.who ? t("assigned.passed", { who: found.who, why: said }) : said;
}
