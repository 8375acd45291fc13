import { about, booked, either, kind, type Line, type More, person, type StrangerCase } from "../case.ts";

const OPEN = { "INV-00101": 100, "INV-00102": 200, "INV-00150": 340, "CN-00012": -20 };
const [A, B, C, N] = Object.keys(OPEN) as [string, string, string, string];

/** Too much, and too little: neither is what these words say by themselves. Just enough may be. */
const neither = (said: string): Line[] =>
  about(OPEN, [
    [said, 140, person()],
    [said, 60, person()],
    [said, 100, either({ [A]: 100 })],
  ]);

const JOINTS = ["and", "&", "+", "und", "u.", "et", "plus", "sowie", "og", "och", "en", "zzgl."];
const THINGS = [
  ...["maintenance", "the goods", "Miete 11/2026", "die Wartung", "rent", "services", "Nov", "Dezember", "15.11."],
  ...["设备款", "材料", "运费", "11月服务费", "die Rechnung vom 20.10.2026", "deposit", "livraison", "Zinsen", "Q4"],
];
/** Each joint with two of the things, each thing with some joint. */
const joined = THINGS.flatMap((thing, n) => [0, 5].map((far) => `${A} ${JOINTS[(n + far) % JOINTS.length]} ${thing}`));

/** 100, of which 60 were paid: 40 are open. */
const BEGUN: More = {
  items: { [A]: { amountMinor: 10_000, openMinor: 4_000 } },
  paid: [{ id: A, reference: A, amountMinor: 6_000, settled: false }],
};

const PLAN = { "V-26-7-1": 500, "V-26-7-2": 250, "V-26-7-3": 250 };
const plan: More = {
  items: Object.fromEntries(
    Object.keys(PLAN).map((reference, n) => [
      reference,
      { contractNo: "V-26-7", instalmentNo: n + 1, instalmentCount: 3, dueOn: `2026-${10 + n}-01` },
    ]),
  ),
};

/** What stands beside a number and says that more, less or something else is meant. */
export const furtherBeside: StrangerCase[] = [
  ...kind("further: something besides is joined to the number", joined.flatMap(neither)),
  ...kind("further: a number of one digit is joined to it", [`${A} und 2`, `${A} & 2`, `${A} plus 3`].flatMap(neither)),
  ...kind("further: something is listed beside, and too much is paid", [
    ...[`${A}, Okt`, `${A}, Nov, Dez`, `${A}, Rechnung vom 20.10.2026`, `RENT OCT NOV DEC ${A}`, `${A}; Wartung`].map(
      (text): Line => [OPEN, text, 140, person()],
    ),
    ...["less", "Skonto", "discount", "abzgl.", "escompte", "short", "payments", "Sammler", "virements"].map(
      (word): Line => [OPEN, `${A} ${word}`, 140, person()],
    ),
    ...["10月分・11月分", "10月11月", "货款、运费", "货款，押金"].map(
      (text): Line => [OPEN, `${A} ${text}`, 140, person()],
    ),
    [OPEN, `${A} 100.00 40.00`, 140, person()],
    [OPEN, `${A} 40.00 on account`, 140, person()],
    [OPEN, `${A} Teilzahlung`, 140, person()],
    [OPEN, `${C} ${N} 10.00`, 330, person()],
  ]),
  ...kind("further: words that a part contradicts", [
    ...[
      "in full",
      "paid in full by card",
      "vollständig",
      "komplett",
      "全额付清",
      "full settlement",
      "en totalité",
      "saldo",
      "final payment",
    ].map((words): Line => [OPEN, `${A} ${words}`, 60, person()]),
    ...["CREDIT NOTE", "Gutschrift", "avoir", "CN no.", "nota de crédito"].flatMap((word) =>
      about(OPEN, [
        [`${word} ${A}`, 60, person()],
        [`${word} ${A}`, 130, person()],
      ]),
    ),
    [OPEN, `SEPA-GUTSCHRIFT ${A}`, 60, either({ [A]: 60 })],
  ]),
  ...kind(
    "further: what is taken off is not what is missing",
    [
      ...["discount 30", "short 6", "Skonto 3,00", "Gutschrift 30", "rebate 30.00", "-20"],
      ...["less CN-4711 30.00", "GS 4711", "WHT 15.00", "TDS 9.50"],
    ].map((words): Line => [OPEN, `${C} ${words}`, 330, person()]),
  ),
  ...kind(
    "further: what is taken off is what is missing",
    [
      ...["discount 10", "fee 10.00", "short 10", "Skonto 10,00", "-10", "(-10)", "rebate 10.00", "340 -10 330"],
      ...["charges EUR 10.00", "less 10.00 freight", "CHGS USD 15.00"],
    ].map((words): Line => [OPEN, `${C} ${words}`, 330, either({ [C]: 330 })]),
  ),
  ...kind("further: credit notes by their bare number", [
    ...about(OPEN, [
      [`${A} less CN 12`, 80, either({ [A]: 80 }, [A, N], { [A]: 20, [N]: 20 })],
      [`${A} minus GS 12`, 80, either({ [A]: 80 }, [A, N], { [A]: 20, [N]: 20 })],
      [`${A} ./. ${N}`, 80, booked({ [A]: 80 }, 0, { [A]: 20, [N]: 20 })],
      [`${A} + ${B} - ${N} = 280`, 280, booked({ [A]: 80, [B]: 200 }, 0, { [A]: 20, [N]: 20 })],
      [`${A} less CN 12`, 90, person()],
      [`${A} less CN 13`, 80, person()],
    ]),
  ]),
  ...kind("further: a part was paid, and comes again", [
    [OPEN, A, 100, person(), BEGUN],
    [OPEN, A, 60, person(), BEGUN],
    [OPEN, A, 40, booked({ [A]: 40 }), BEGUN],
    [OPEN, `${A} rest`, 40, booked({ [A]: 40 }), BEGUN],
    [OPEN, `${A} ${B}`, 240, booked({ [A]: 40, [B]: 200 }), BEGUN],
    [OPEN, `${A} ${B}`, 300, person(), BEGUN],
  ]),
  ...kind(
    "further: the next instalment, and two behind it of its amount",
    about(PLAN, [
      ["", 500, booked({ "V-26-7-1": 500 })],
      ["thanks", 500, booked({ "V-26-7-1": 500 })],
      ["", 250, person()],
      ["2. und 3. Rate", 500, person()],
      ["Nov + Dez", 500, person()],
      ["11月12月", 500, person()],
      ["termín 2+3", 500, person()],
      ["", 1000, booked(PLAN)],
    ]).map(([open, text, pays, right]): Line => [open, text, pays, right, plan]),
  ),
];
