import { expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { openTenant } from "../support/tenant.ts";

const stack = useStack();

/** A quarter of an hour: what a statement is compared after, and the sweep that does it. */
const CHECKED_SECONDS = 16 * 60;

let people = 0;

async function world() {
  const tenant = await openTenant(stack());
  const bank = await linkBank(stack(), tenant, { accountNo: "755900001234" });
  const email = `continuity${++people}@example.com`;
  await tenant.person({ roles: ["finance"], email });
  /** The statement of one day, with these lines between these balances. */
  const state = async (day: string, opening: string, lines: string[], closing: string, account = "755900001234") => {
    const text = [
      `:20:S${day}`,
      `:25:${account}`,
      `:28C:${day}/1`,
      `:60F:${opening}`,
      ...lines,
      `:62F:${closing}`,
      "-",
    ];
    const { status, body } = await bank.send(text.join("\r\n"), "application/mt940");
    expect(status).toBe(202);
    await stack().settled();
    return body;
  };
  const days = async (query = "from=2026-11-20&to=2026-11-22") =>
    (await tenant.admin.get(`/v1/bank-connections/${bank.connectionId}/continuity?${query}`)).body;
  const mails = async (): Promise<string[]> => {
    await stack().advance(CHECKED_SECONDS);
    await stack().settled();
    return stack()
      .outbox(email)
      .filter(({ subject }) => subject.includes("对账不平"))
      .map(({ text }) => text);
  };
  return { tenant, bank, state, days, mails };
}

const line = (day: string, amount: string, reference: string): string =>
  `:61:${day}C${amount},00NTRFNONREF//${reference}`;

test("days whose lines are all there add up, and nobody is told of them", async () => {
  const { state, days, mails } = await world();
  await state("20", "C261119CNY100,00", [line("261120", "5", "A"), line("261120", "6", "B")], "C261120CNY111,00");
  await state("22", "C261121CNY111,00", [line("261122", "9", "C")], "C261122CNY120,00");
  expect((await days()).items).toEqual([
    { on: "2026-11-20", currency: "CNY", openingMinor: 10_000, movedMinor: 1_100, closingMinor: 11_100, gapMinor: 0 },
    { on: "2026-11-21", currency: "CNY", openingMinor: 11_100, movedMinor: 0, closingMinor: 11_100, gapMinor: 0 },
    { on: "2026-11-22", currency: "CNY", openingMinor: 11_100, movedMinor: 900, closingMinor: 12_000, gapMinor: 0 },
  ]);
  expect(await mails()).toEqual([]);
});

test("a line that is lost or came twice is told to finance the same day, once", async () => {
  const { bank, state, days, mails } = await world();
  await state("20", "C261119CNY100,00", [line("261120", "5", "A")], "C261120CNY111,00");
  expect(await mails()).toEqual([expect.stringMatching(/6\.00/)]);
  expect((await days()).items[0]).toMatchObject({ on: "2026-11-20", movedMinor: 500, gapMinor: 600 });
  // The missing line comes after all: the day adds up.
  const late = { bankReference: "B", bookedOn: "2026-11-20", direction: "credit", amountMinor: 600, currency: "CNY" };
  await bank.tell([late]);
  await stack().settled();
  expect((await days()).items[0]).toMatchObject({ movedMinor: 1_100, gapMinor: 0 });
  // The same money under another number, and the statement of the next day.
  await bank.tell([
    { ...late, bankReference: "C", bookedOn: "2026-11-21" },
    { ...late, bankReference: "D", bookedOn: "2026-11-21" },
  ]);
  await state("21", "C261120CNY111,00", [line("261121", "6", "C")], "C261121CNY117,00");
  expect(await mails()).toHaveLength(2);
  expect((await days()).items[1]).toMatchObject({ on: "2026-11-21", movedMinor: 1_200, gapMinor: -600 });
  await state("21", "C261120CNY111,00", [line("261121", "6", "C")], "C261121CNY117,00");
  expect(await mails()).toHaveLength(2);
});

test("a virtual account's own statement is a balance of its own", async () => {
  const { tenant, bank, state, days } = await world();
  const mapping = { virtualAccounts: [{ accountNo: "6225000017" }] };
  expect((await tenant.admin.patch(`/v1/bank-connections/${bank.connectionId}`, mapping)).status).toBe(200);
  await state("20", "C261119CNY0,00", [line("261120", "5", "A")], "C261120CNY5,00", "6225000017");
  await state("20", "C261119CNY50,00", [line("261120", "7", "B")], "C261120CNY57,00");
  expect((await days("from=2026-11-20&to=2026-11-20")).items).toMatchObject([{ movedMinor: 700, gapMinor: 0 }]);
  const own = await days("from=2026-11-20&to=2026-11-20&virtualAccountNo=6225000017");
  expect(own.items).toMatchObject([{ movedMinor: 500, closingMinor: 500, gapMinor: 0 }]);
});

test("a period is a period, and not too long", async () => {
  const { days } = await world();
  expect(await days("from=2026-11-02&to=2026-11-01")).toMatchObject({ status: 422, errors: [{ path: "from" }] });
  expect(await days("from=2026-01-01&to=2026-11-01")).toMatchObject({ status: 422, errors: [{ path: "from" }] });
  expect(await days("from=yesterday")).toMatchObject({ code: expect.any(String) });
  expect(await days("")).toEqual({ items: [] });
});
