import { booked, either, kind, type Line, type More, person, type Right, type StrangerCase } from "../case.ts";

const planOf = (contractNo: string, references: string[], month: number): More => ({
  items: Object.fromEntries(
    references.map((reference, n) => [
      reference,
      {
        ...{ contractNo, instalmentNo: n + 1, instalmentCount: references.length },
        dueOn: `2026-${String(month + n).padStart(2, "0")}-01`,
      },
    ]),
  ),
});

const EQUAL = { "V-31-1": 500, "V-31-2": 500, "V-31-3": 500 };
const equal = planOf("V-31", Object.keys(EQUAL), 10);
const which = (n: number, texts: string[]): Line[] =>
  texts.map((text) => [EQUAL, text, 500, booked({ [`V-31-${n}`]: 500 }), equal]);
/** It says something of which of them is meant, and nobody knows which. */
const unsaid = (texts: string[]): Line[] => texts.map((text) => [EQUAL, text, 500, person(), equal]);

const ODD = { "K-9-1": 300, "K-9-2": 200, "K-9-3": 100, "K-9-4": 400 };
const odd = planOf("K-9", Object.keys(ODD), 6);
const choice = (text: string, pays: number, right: Right): Line => [ODD, text, pays, right, odd];

/** Which instalment is meant, in the words of many countries. */
export const abroadInstalments: StrangerCase[] = [
  ...kind("abroad: an instalment by its number or by an ordinal", [
    ...which(2, ["V-31/2", "V-31 deuxième échéance", "V-31 segunda cuota", "V-31二期款", "V-31 parcela 2"]),
    ...which(2, [
      "V-31 2回目",
      "V-31 2회차",
      "V-31 termijn 2",
      "V-31 erä 2",
      "V-31 2da cuota",
      "V-31 zweite Rate",
      "V-31 Rate 2",
    ]),
    ...which(3, [
      "V-31 Rate 3",
      "V-31 third instalment",
      "V-31 dritte Rate",
      "V-31 第三期",
      "V-31 letzte Rate",
      "V-31 dernière échéance",
    ]),
    ...which(1, ["V-31 erste Rate", "V-31 first payment", "V-31"]),
  ]),
  ...kind(
    "abroad: something says which, and not how",
    unsaid(["V-31 2/3", "V-31 Q4", "V-31 Nov", "V-31 solde", "V-31 Restbetrag", "V-31 余款", "V-31 KW 44"]),
  ),
  ...kind("abroad: instalments of odd amounts", [
    choice("K-9", 300, either({ "K-9-1": 300 })),
    choice("K-9", 500, either({ "K-9-1": 300, "K-9-2": 200 })),
    // The fourth alone passes over three, and the first with the third over one.
    choice("K-9", 400, person()),
    choice("K-9", 700, person()),
    choice("K-9", 1000, booked(ODD)),
    choice("", 600, person()),
    choice("", 500, person()),
  ]),
];
