import { createHash } from "node:crypto";
import { expect } from "@jest/globals";
import * as fc from "fast-check";
import { linkBank, type TestBank } from "./bank.ts";
import { type Advance, type Credit, type Line, leftOf, type Receivable, type State, total } from "./sequences-model.ts";
import type { Api, TestStack } from "./stack.ts";
import { made, openTenant, type TestTenant } from "./tenant.ts";

/** What may happen; numbers choose among what is there at that moment. */
export const step = fc.oneof(
  fc.record({ do: fc.constant("pay" as const), which: fc.nat(9), share: fc.integer({ min: 1, max: 100 }) }),
  fc.record({
    do: fc.constant("payShort" as const),
    which: fc.nat(9),
    share: fc.integer({ min: 1, max: 90 }),
    code: fc.constantFrom("damage", "freight"),
  }),
  fc.record({
    do: fc.constant("resolve" as const),
    of: fc.nat(9),
    as: fc.constantFrom("credited", "writtenOff", "recovered"),
  }),
  fc.record({ do: fc.constant("reconsider" as const), of: fc.nat(9) }),
  fc.record({ do: fc.constant("surprise" as const), amountMinor: fc.integer({ min: 1, max: 90_000 }) }),
  fc.record({ do: fc.constant("claim" as const), line: fc.nat(9), which: fc.nat(9), rest: fc.boolean() }),
  fc.record({ do: fc.constant("undo" as const), line: fc.nat(9), which: fc.option(fc.nat(9), { nil: undefined }) }),
  fc.record({ do: fc.constant("return" as const), line: fc.nat(9), share: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ do: fc.constant("return" as const), line: fc.nat(9), share: fc.constant(100) }),
  fc.record({ do: fc.constant("goOut" as const), amountMinor: fc.integer({ min: 1, max: 60_000 }) }),
  fc.record({
    do: fc.constant("close" as const),
    line: fc.nat(9),
    as: fc.constantFrom("returned", "refund", "excluded"),
    of: fc.nat(9),
    share: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  }),
  fc.record({ do: fc.constant("payOut" as const), share: fc.integer({ min: 1, max: 60 }), half: fc.boolean() }),
  fc.record({ do: fc.constant("amend" as const), amountMinor: fc.integer({ min: 1, max: 40_000 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A tenant looks through all its banks to tell a transfer of its own from a receipt, so it is not given too many. */
const WORLDS_MAX = 100;

type Market = { stack: TestStack; tenant: TestTenant; productId: string; shares: object[]; worlds: number };
let market: Market | undefined;

/** The tenant in which the next sequence is played, with what its orders need. */
async function marketNow(stack: TestStack): Promise<Market> {
  if (market && market.worlds < WORLDS_MAX) return market;
  const tenant = await openTenant(stack);
  await stack.api(stack.operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  const [rep, colleague] = [await tenant.person({ roles: ["sales"] }), await tenant.person({ roles: ["sales"] })];
  const partner = await made(tenant.admin, "/v1/partners", { name: "渠道" });
  const product = { code: "P", name: "产品", productType: "subscription", listPriceMinor: 1, currency: "CNY" };
  const { id: productId } = await made(tenant.admin, "/v1/products", product);
  const shares = [
    { userId: rep.id, basisPoints: 6_667, ledger: "primary" },
    { userId: colleague.id, basisPoints: 3_333, ledger: "primary" },
    { partnerId: partner.id, basisPoints: 5_000, ledger: "overlay" },
  ];
  market = { stack, tenant, productId, shares, worlds: 0 };
  return market;
}

/** One account with a signed order and a bank line of its own, so that sequences do not meet. */
export class World {
  readonly #admin: Api;
  readonly #stack: TestStack;
  readonly #bank: TestBank;
  readonly #accountId: string;
  readonly #orderId: string;
  readonly #productId: string;
  #told = 0;
  amended = false;

  constructor({ stack, tenant, productId }: Market, bank: TestBank, accountId: string, orderId: string) {
    this.#admin = tenant.admin;
    this.#stack = stack;
    this.#productId = productId;
    this.#bank = bank;
    this.#accountId = accountId;
    this.#orderId = orderId;
  }

  static async open(stack: TestStack, amounts: number[]): Promise<World> {
    const market = await marketNow(stack);
    market.worlds += 1;
    const { tenant, productId, shares } = market;
    const { admin } = tenant;
    const bank = await linkBank(stack, tenant);
    const account = await made(admin, "/v1/accounts", { name: `客户 ${bank.connectionId}` });
    const order = await made(admin, "/v1/orders", {
      accountId: account.id,
      currency: "CNY",
      contractNo: `HT-${bank.connectionId.slice(-12)}`,
      kind: "new",
      lines: [{ productId, quantity: 1, amountMinor: total(amounts.map((amountMinor) => ({ amountMinor }))) }],
      instalments: amounts.map((amountMinor, n) => ({ dueOn: `2026-1${n}-28`, amountMinor })),
      credits: shares,
    });
    expect((await admin.post(`/v1/orders/${order.id}/sign`)).status).toBe(200);
    return new World(market, bank, account.id, order.id);
  }

  /** Every row of a list, page by page. */
  async #all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await this.#admin.get(`${path}&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      items.push(...body.items);
      if (!body.nextCursor) return items;
      cursor = body.nextCursor;
    }
  }
  receivables = (): Promise<Receivable[]> => this.#all(`/v1/receivables?orderId=${this.#orderId}&sort=dueOn`);
  lines = (): Promise<Line[]> =>
    this.#all(`/v1/bank-transactions?connectionId=${this.#bank.connectionId}&sort=createdAt`);
  credits = (): Promise<Credit[]> => this.#all(`/v1/credits?orderId=${this.#orderId}`);
  advances = (): Promise<Advance[]> => this.#all(`/v1/prepayments?accountId=${this.#accountId}`);

  deductions = (): Promise<State["deductions"]> => this.#all(`/v1/deductions?accountId=${this.#accountId}`);

  async tell(amountMinor: number, more: object): Promise<void> {
    this.#told += 1;
    const line = {
      bankReference: `B${this.#told}`,
      endToEndId: `E-${this.#bank.connectionId.slice(-12)}-${this.#told}`,
      bookedOn: "2026-11-22",
      direction: "credit",
      amountMinor,
      currency: "CNY",
      ...more,
    };
    expect((await this.#bank.tell([line])).status).toBe(202);
  }

  /** All that the checks look at, read at once. */
  async state(): Promise<State> {
    const [all, lines, credits, advances, deductions] = await Promise.all([
      this.receivables(),
      this.lines(),
      this.credits(),
      this.advances(),
      this.deductions(),
    ]);
    const [owed, notes] = ["invoice", "creditNote"].map((kind) => all.filter((r) => r.kind === kind));
    return { owed: owed ?? [], notes: notes ?? [], lines, credits, advances, deductions };
  }

  async take(s: Step, state: State): Promise<void> {
    const { owed, lines } = state;
    const target = owed[("which" in s ? (s.which ?? 0) : 0) % owed.length] as Receivable;
    const line = lines[("line" in s ? s.line : 0) % Math.max(1, lines.length)];
    if (s.do === "pay") {
      await this.tell(Math.max(1, Math.floor((target.amountMinor * s.share) / 100)), { remittance: target.reference });
    } else if (s.do === "payShort") await this.payShort(target, s.share, s.code);
    else if (s.do === "resolve" || s.do === "reconsider") await this.resolve(s, state.deductions);
    else if (s.do === "surprise") await this.tell(s.amountMinor, {});
    else if (s.do === "claim" && line) await this.claim(line, target, s.rest);
    else if (s.do === "undo" && line) await this.undo(line, s.which);
    else if (s.do === "return" && line) await this.goBack(line, s.share);
    else if (s.do === "goOut") await this.tell(s.amountMinor, { direction: "debit" });
    else if (s.do === "close") await this.close(s, state);
    else if (s.do === "payOut") await this.payOut(total(owed), s.share, s.half);
    else if (s.do === "amend") await this.amend(owed, s.amountMinor);
  }

  /** A part of what is open is paid, and the rest is deducted for a reason. */
  async payShort(target: Receivable, share: number, code: string): Promise<void> {
    const amountMinor = Math.floor((target.openMinor * share) / 100);
    if (amountMinor === 0) return;
    const deduction = { code, amountMinor: target.openMinor - amountMinor };
    await this.tell(amountMinor, { remittanceLines: [{ reference: target.reference, amountMinor, deduction }] });
  }

  /** A person closes a deduction, or opens it again, rightly or not. */
  async resolve(s: Extract<Step, { do: "resolve" | "reconsider" }>, deductions: State["deductions"]): Promise<void> {
    const one = deductions[s.of % Math.max(1, deductions.length)];
    if (!one) return;
    const path = `/v1/deductions/${one.id}/${s.do === "resolve" ? "resolve" : "undo"}`;
    const reply = await this.#admin.post(path, { reason: "test", ...(s.do === "resolve" && { as: s.as }) });
    if (reply.status !== 200) expect(reply.body).toMatchObject({ status: 409, code: "invalid_state" });
  }

  async claim(line: Line, target: Receivable, rest: boolean): Promise<void> {
    const amountMinor = Math.min(line.unappliedMinor, target.openMinor);
    const allocations = amountMinor > 0 ? [{ receivableId: target.id, amountMinor }] : [];
    const body = { allocations, ...(rest && { accountId: this.#accountId }) };
    const reply = await this.#admin.post(`/v1/bank-transactions/${line.id}/claim`, body);
    const claimable = line.state === "claimable" || line.state === "partlyApplied";
    const says = allocations.length > 0 || rest;
    if (line.direction === "debit") expect(reply.body).toMatchObject({ status: 409, code: "outgoing_line" });
    else expect(reply.status).toBe(!claimable ? 409 : says ? 200 : 422);
  }

  /** Undoes a line, or one allocation of it; true where that was not refused because others stand on it. */
  async undo(line: Line, which: number | undefined): Promise<boolean> {
    const own = line.allocations.filter((a) => line.direction === "debit" || !a.bankTransactionId);
    const one = which === undefined ? undefined : own[which % Math.max(1, own.length)];
    const body = { reason: "test", ...(one && { allocationIds: [one.id] }) };
    const reply = await this.#admin.post(`/v1/bank-transactions/${line.id}/undo`, body);
    if (own.length === 0) expect(reply.body).toMatchObject({ status: 409, code: "invalid_state" });
    else if (reply.status !== 200) expect(reply.body).toMatchObject({ status: 409, code: "cash_applied" });
    return reply.status === 200;
  }

  /** The bank takes a part of a receipt back, and says so. */
  async goBack(line: Line, share: number): Promise<void> {
    const amountMinor = Math.floor((leftOf(line) * share) / 100);
    if (line.direction === "debit" || amountMinor === 0) return;
    await this.tell(amountMinor, { direction: "debit", endToEndId: line.endToEndId, returnReason: "MS03" });
  }

  /** A person closes a line that went out, rightly or not. */
  async close(s: Extract<Step, { do: "close" }>, { lines }: State): Promise<void> {
    const [out, receipts] = ["debit", "credit"].map((direction) => lines.filter((l) => l.direction === direction));
    const line = out?.[s.line % Math.max(1, out.length)];
    const receipt = receipts?.[s.of % Math.max(1, receipts.length)];
    if (!line || !receipt) return;
    const amountMinor = s.share && Math.max(1, Math.floor((line.amountMinor * s.share) / 100));
    const body = { as: s.as, reason: "test", bankTransactionId: receipt.id, ...(amountMinor && { amountMinor }) };
    const reply = await this.#admin.post(`/v1/bank-transactions/${line.id}/close`, body);
    expect([200, 409, 422]).toContain(reply.status);
    if (reply.status === 409) expect(["invalid_state", "cash_applied"]).toContain(reply.body.code);
    if (reply.status !== 200) expect((await this.lines()).find((l) => l.id === line.id)).toEqual(line);
  }

  /** A credit note of the order is made and paid out in cash, all of it or half. */
  async payOut(worthMinor: number, share: number, half: boolean): Promise<void> {
    const amountMinor = Math.max(1, Math.floor((worthMinor * share) / 100));
    const reference = `CN-${this.#bank.connectionId.slice(-12)}-${this.#told}`;
    const note = { accountId: this.#accountId, reference, kind: "creditNote", amountMinor, currency: "CNY" };
    const { id } = await made(this.#admin, "/v1/receivables", { ...note, orderId: this.#orderId, dueOn: "2027-12-31" });
    await this.tell(half ? Math.ceil(amountMinor / 2) : amountMinor, { direction: "debit" });
    await this.#stack.settled();
    const line = (await this.lines()).at(-1) as Line;
    const body = { as: "creditNotePaidOut", receivableId: id, reason: "test" };
    const reply = await this.#admin.post(`/v1/bank-transactions/${line.id}/close`, body);
    expect([reply.status, reply.body.exclusion]).toEqual([200, "creditNotePaidOut"]);
  }

  /** The order grows by one instalment. */
  async amend(owed: Receivable[], amountMinor: number): Promise<void> {
    const instalments = [
      ...owed.map((r) => ({ receivableId: r.id, dueOn: "2026-12-31", amountMinor: r.amountMinor })),
      { dueOn: "2027-01-31", amountMinor },
    ];
    const lines = [{ productId: this.#productId, quantity: 1, amountMinor: total(instalments) }];
    const reply = await this.#admin.post(`/v1/orders/${this.#orderId}/amend`, { reason: "grows", lines, instalments });
    expect(reply.status).toBe(200);
    this.amended = true;
  }

  /** Undoes everything, what stands on others first: whatever is refused is free once these are undone. */
  async undoAll(): Promise<void> {
    for (let moved = true; moved; ) {
      moved = false;
      for (const line of (await this.lines()).reverse()) {
        const own = line.allocations.filter((a) => line.direction === "debit" || !a.bankTransactionId);
        if (own.length > 0) moved = (await this.undo(line, undefined)) || moved;
      }
    }
    expect((await this.lines()).flatMap((l) => l.allocations)).toEqual([]);
  }

  /** Everything that money can be seen in, but for versions and times. */
  hash({ owed: receivables, credits, advances }: State): string {
    const owed = receivables.map((r) => [r.reference, r.amountMinor, r.paidMinor, r.openMinor, r.status]);
    const earned = new Map<string, number>();
    for (const c of credits) {
      const name = `${c.ledger} ${c.userId ?? c.partnerId} ${c.receivableId}`;
      earned.set(name, (earned.get(name) ?? 0) + c.amountMinor);
    }
    const held = advances.reduce((sum, p) => sum + p.openMinor, 0);
    const state = { owed, earned: [...earned].filter(([, amount]) => amount !== 0), held };
    return createHash("sha256").update(JSON.stringify(state)).digest("hex");
  }
}
