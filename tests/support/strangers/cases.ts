import { abroadInstalments } from "./abroad/instalments.ts";
import { abroadMoney } from "./abroad/money.ts";
import { abroadNames } from "./abroad/names.ts";
import { abroadNumbers } from "./abroad/numbers.ts";
import type { StrangerCase } from "./case.ts";
import { noise } from "./cases-noise.ts";
import { partlyUnderstood } from "./cases-partly.ts";
import { payers } from "./cases-payers.ts";
import { plainReferences } from "./cases-references.ts";
import { everyStyle } from "./cases-styles.ts";
import { variants } from "./cases-variants.ts";
import { variantsOfNames } from "./cases-variants-names.ts";
import { deskAgain } from "./desk/again.ts";
import { deskMoney } from "./desk/money.ts";
import { deskNumbers } from "./desk/numbers.ts";
import { deskPeople } from "./desk/people.ts";
import { furtherBeside } from "./further/beside.ts";
import { furtherLists } from "./further/lists.ts";
import { furtherParties } from "./further/parties.ts";
import { advised } from "./more/advised.ts";
import { again } from "./more/again.ts";
import { amounts } from "./more/amounts.ts";
import { halves } from "./more/halves.ts";
import { hints } from "./more/hints.ts";
import { languages } from "./more/languages.ts";
import { mixed } from "./more/mixed.ts";
import { parties } from "./more/parties.ts";
import { strange } from "./more/strange.ts";
import { twists } from "./more/twists.ts";

/**
 * Bank lines of which the right answer is known, by kind. They follow what payers and banks write according to public reports,
 * formats and manuals (SEPA and SWIFT labels, CTX addenda, Nordic and Belgian references, Chinese statements); nothing was
 * taken from the engine. Where the right answer can be argued about, a case asks for the careful one or takes both.
 */
export const cases: StrangerCase[] = [
  ...[...partlyUnderstood, ...plainReferences, ...noise, ...everyStyle, ...payers],
  ...variants,
  ...variantsOfNames,
  ...[...languages, ...halves, ...amounts, ...parties, ...advised, ...again, ...twists, ...hints, ...mixed, ...strange],
  ...[...deskNumbers, ...deskMoney, ...deskPeople, ...deskAgain],
  ...[...abroadNumbers, ...abroadNames, ...abroadMoney, ...abroadInstalments],
  ...[...furtherLists, ...furtherBeside, ...furtherParties],
];
