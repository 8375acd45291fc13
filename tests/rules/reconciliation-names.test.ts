import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decide } from "../../functions/reconciliation/engine/index.ts";
import { likeKeysOf, likeness } from "../../functions/reconciliation/engine/likeness.ts";
import {
  type AccountFacts,
  type Decision,
  type OpenItem,
  policySchema,
  type TransactionFacts,
} from "../../functions/reconciliation/schema.ts";
import { booksOf, candidatesOf } from "../support/generator/lookup.ts";

const alike: [written: string, name: string][] = [
  ["NSL", "North Star Logistics Inc"],
  ["N Star Logistics", "North Star Logistics Inc"],
  ["NORTH STAR LOGISTICS DIVISION 12", "North Star Logistics Inc"],
  ["IBI Corp", "Iron Bridge Industries Corp"],
  ["Titan Aero", "Titan Aerospace LLC"],
  ["Summit Health", "Summit Healthcare Group"],
  ["RFS Inc", "Redwood Financial Services"],
  ["Jackson Ella W.", "Ella Jackson"],
  ["Maple", "Maple Consulting"],
  ["Crest Foods", "Crest Food Distributors"],
  ["Acme Mfg", "Acme Manufacturing GmbH"],
  ["ACME DIVISION 12", "Acme Manufacturing GmbH"],
  ["Greenfield Svcs Intl", "Greenfield Services International"],
  ["上海云帆", "上海云帆科技有限公司"],
  ["云帆科技有限公司", "上海云帆科技有限公司"],
  ["海上云帆科技有限公司", "上海云帆科技有限公司"],
  ["上?云帆科技有限公司", "上海云帆科技有限公司"],
  ["上海云帆科有限公司", "上海云帆科技有限公司"],
  ["上海云帆技科有限公司", "上海云帆科技有限公司"],
  ["上海云帆?技有限公司", "上海云帆科技有限公司"],
  ["Red Mpale Trading Inc.", "Red Maple Trading Inc."],
  ["Blue H?rbor Software", "Blue Harbor Software"],
  ["Har?or Blue Logistics", "Harbor Blue Logistics"],
  ["Silvr Oak Trading LLC", "Silver Oak Trading LLC"],
];
const unlike: [written: string, name: string][] = [
  ["Titan Logistics", "Titan Consulting"],
  ["Star Trading", "North Star Logistics"],
  ["Global Trading", "Global Logistics"],
  ["Blue Ocean Ltd", "Blue Ridge Ltd"],
  ["上海", "上海云帆科技有限公司"],
  ["上海科技有限公司", "上海云帆科技有限公司"],
  ["上海帆云科技有限公司", "上海云帆科技有限公司"],
  ["上海云科技有限公司", "上海云帆科技有限公司"],
  ["海云帆科技有限公司", "上海云帆科技有限公司"],
  ["上海?帆科技有限公司", "上海云海科技有限公司"],
  ["Hofmann Werkzeuge", "Hoffmann Werkzeuge"],
  ["Meier Metallbau", "Meyer Metallbau"],
  ["NS", "North Star Logistics Inc"],
  ["Logistics Inc", "North Star Logistics Inc"],
];

describe("likeness of names", () => {
  test.each(alike)("%s may be %s, and both meet under a key", (written, name) => {
    expect(likeness(written, name).score).toBeGreaterThanOrEqual(60);
    expect(likeness(name, written)).toEqual(likeness(written, name));
    expect(likeKeysOf(written).filter((key) => likeKeysOf(name).includes(key))).not.toEqual([]);
  });

  test.each(unlike)("%s is not %s", (written, name) => {
    expect(likeness(written, name).score).toBe(0);
  });
});

test("no slip within a company's own part of its name makes it another's", () => {
  const char = fc.constantFrom(..."云帆信明远恒鼎盛启蓝桥瑞丰");
  const name = fc.record({
    place: fc.constantFrom("上海", "北京", "杭州", ""),
    own: fc.array(char, { minLength: 2, maxLength: 4 }),
    trade: fc.constantFrom("科技", "信息技术", "供应链", "贸易"),
    at: fc.nat(2),
    isLost: fc.boolean(),
  });
  fc.assert(
    fc.property(name, ({ place, own, trade, at, isLost }) => {
      const n = at % (own.length - 1);
      fc.pre(own[n] !== own[n + 1]);
      const swapped = [...own.slice(0, n), own[n + 1], own[n], ...own.slice(n + 2)];
      const written = isLost ? own.toSpliced(n, 1) : swapped;
      const [a, b] = [own, written].map((part) => `${place}${part.join("")}${trade}有限公司`) as [string, string];
      expect([a, b, likeness(a, b).why, likeness(b, a).why]).toEqual([a, b, "none", "none"]);
    }),
  );
});

const account = (id: string, name: string): AccountFacts => ({ id, name, payerNames: [] });
const open = (id: string, accountId: string, euros: number, reference = `INV-${id}`): OpenItem => ({
  ...{ id, accountId, reference, kind: "invoice" as const, currency: "EUR" },
  ...{ amountMinor: euros * 100, openMinor: euros * 100, dueOn: "2026-11-30", version: 1 },
});

function paid(accounts: AccountFacts[], items: OpenItem[], euros: number, more: Partial<TransactionFacts>): Decision {
  const transaction = {
    ...{ id: "btx_1", direction: "credit" as const, currency: "EUR", bookedOn: "2026-11-22" },
    ...{ amountMinor: euros * 100, ...more },
  };
  return decide(candidatesOf(booksOf(accounts, items, [], []), transaction, policySchema.parse({})));
}
const booked = (decision: Decision): string[] => decision.allocations.map((a) => a.receivableId);

describe("a payer whose name is but alike", () => {
  const star = account("acc_star", "North Star Logistics Inc");
  const rival = account("acc_rival", "Northern Star Lines Ltd");
  const items = [open("9001", star.id, 500), open("9002", star.id, 700), open("9003", rival.id, 900)];

  test("pays the one receivable of its amount among all who are likely, if the likeliest owes it", () => {
    const payer = { name: "N Star Logistics" };
    expect(booked(paid([star, rival], items, 500, { payer }))).toEqual(["9001"]);
    expect(booked(paid([star, rival], items, 900, { payer }))).toEqual([]);
    const both = [...items, open("9004", rival.id, 500)];
    expect(booked(paid([star, rival], both, 500, { payer: { name: "NSL" } }))).toEqual([]);
    // Two as likely: that only one of them owes the amount says little.
    expect(booked(paid([star, rival], items, 500, { payer: { name: "NSL" } }))).toEqual([]);
  });

  test("books nothing that is less exact, and no sum of several", () => {
    for (const euros of [499, 510, 1200]) {
      const decision = paid([star], items, euros, { payer: { name: "N Star Logistics" } });
      expect(booked(decision)).toEqual([]);
      expect(decision.suggestions[0]?.accountId).toBe(star.id);
    }
  });

  test("with a slip of the pen pays what its amount alone tells, and nobody's who bears another name", () => {
    const sail = account("acc_sail", "上海云帆科技有限公司");
    const owed = [open("9301", sail.id, 500), open("9302", sail.id, 700)];
    for (const name of ["海上云帆科技有限公司", "上海云帆技科有限公司", "上海云?科技有限公司"]) {
      const alone = paid([sail], owed, 500, { payer: { name } });
      expect([name, booked(alone)]).toEqual([name, name.includes("?") ? [] : ["9301"]]);
      expect(booked(paid([sail], owed, 480, { payer: { name } }))).toEqual([]);
    }
    for (const name of ["上海帆云科技有限公司", "上海云科技有限公司", "海云帆科技有限公司"])
      expect(booked(paid([sail], owed, 500, { payer: { name } }))).toEqual([]);
    // Two that an unreadable character may stand for are as likely.
    const [far, spring] = [account("acc_far", "杭州明远贸易有限公司"), account("acc_spring", "杭州明源贸易有限公司")];
    const both = [open("9303", far.id, 500)];
    expect(booked(paid([far, spring], both, 500, { payer: { name: "杭州明远贸?有限公司" } }))).toEqual(["9303"]);
    expect(booked(paid([far, spring], both, 500, { payer: { name: "杭州明?贸易有限公司" } }))).toEqual([]);
  });

  test("pays in part what it names, if no other is as likely", () => {
    const text = { remittance: "INV-9002 Teilzahlung" };
    expect(booked(paid([star, rival], items, 300, { payer: { name: "N Star Logistics" }, ...text }))).toEqual(["9002"]);
    expect(booked(paid([star, rival], items, 300, { payer: { name: "Northern Star Lines" }, ...text }))).toEqual([]);
  });

  test("is found in the text where the payer is nobody, and behind a treasury by the ultimate debtor", () => {
    const redwood = account("acc_redwood", "Redwood Financial Services");
    const owed = [open("9101", redwood.id, 640)];
    expect(booked(paid([redwood], owed, 640, { remittance: "RFS Inc | ACH Redwood Financial Services" }))).toEqual([
      "9101",
    ]);
    const treasury = { payer: { name: "Group Treasury Center BV" }, ultimatePayer: "Redwood Financial Services Inc" };
    expect(booked(paid([redwood], owed, 640, treasury))).toEqual(["9101"]);
    const person = account("acc_person", "Archibald Haddock");
    const suggested = paid([person], [open("9201", person.id, 80)], 50, { remittance: "1234//HADDOCK-Archibald" });
    expect([booked(suggested), suggested.suggestions[0]?.accountId]).toEqual([[], person.id]);
  });

  test("and one whose name it is pays several of its own, though claims have taught it for another", () => {
    const sister = account("acc_sister", "Southern Cross Shipping");
    const transaction = {
      ...{ id: "btx_1", direction: "credit" as const, currency: "EUR", bookedOn: "2026-11-22", amountMinor: 120_000 },
      payer: { name: star.name, accountNo: "DE0212030000" },
    };
    const memory = [{ payerKey: "payer:DE0212030000", accounts: { [sister.id]: 1 } }];
    const decided = (owed: OpenItem[]): string[] =>
      booked(decide(candidatesOf(booksOf([star, sister], owed, [], memory), transaction, policySchema.parse({}))));
    const more = open("9005", star.id, 90);
    expect(decided([...items, more])).toEqual(["9001", "9002"]);
    // Of the other it pays one receivable by the amount alone, and never a sum of several.
    const others = [open("9401", sister.id, 500), open("9402", sister.id, 700), open("9403", sister.id, 90)];
    expect(decided(others)).toEqual([]);
    expect(decided([open("9404", sister.id, 1200)])).toEqual(["9404"]);
  });

  test("proves in words by what it was thought to be somebody", () => {
    const { proof } = paid([star], items, 500, { payer: { name: "NSL" } });
    expect([proof.step, proof.signals]).toEqual(["likeName", ["like:acc_star initials 75"]]);
  });
});
