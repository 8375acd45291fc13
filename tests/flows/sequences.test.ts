import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { linkBank, type TestBank } from "../support/bank.ts";
import { scaled } from "../support/soak.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const SEQUENCES = scaled(16, 10_000);

type Allocation = { id: string; receivableId?: string; amountMinor: number; kind: string; reversesId?: string };
type Line = {
  id: string;
  amountMinor: number;
  unappliedMinor: number;
  state: string;
  allocations: Allocation[];
  history: Allocation[];
};
type Receivable = {
  id: string;
  reference: string;
  amountMinor: number;
  paidMinor: number;
  adjustedMinor: number;
  openMinor: number;
  status: string;
};
type Credit = { amountMinor: number; ledger: string; userId?: string; partnerId?: string; receivableId: string };
type State = { owed: Receivable[]; lines: Line[]; credits: Credit[] };

/** What may happen; numbers choose among what is there at that moment. */
const step = fc.oneof(
  fc.record({ do: fc.constant("pay" as const), which: fc.nat(9), share: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ do: fc.constant("surprise" as const), amountMinor: fc.integer({ min: 1, max: 90_000 }) }),
  fc.record({ do: fc.constant("claim" as const), line: fc.nat(9), which: fc.nat(9), rest: fc.boolean() }),
  fc.record({ do: fc.constant("undo" as const), line: fc.nat(9), which: fc.option(fc.nat(9), { nil: undefined }) }),
  fc.record({ do: fc.constant("amend" as const), amountMinor: fc.integer({ min: 1, max: 40_000 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Money moves without the consumer of everything else; what that one adds costs more than all that is looked at here. */
const stack = useStack({ lambdas: lambdas.filter(({ name }) => name !== "rest") });
/** A tenant looks through all its banks to tell a transfer of its own from a receipt, so it is not given too many. */
const WORLDS_MAX = 100;

type Market = { tenant: TestTenant; productId: string; shares: object[]; worlds: number };
let market: Market | undefined;

/** The tenant in which the next sequence is played, with what its orders need. */
async function marketNow(): Promise<Market> {
  if (market && market.worlds < WORLDS_MAX) return market;
  const tenant = await openTenant(stack());
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  const [rep, colleague] = [await tenant.person({ roles: ["sales"] }), await tenant.person({ roles: ["sales"] })];
  const partner = await made(tenant.admin, "/v1/partners", { name: "渠道" });
  const product = { code: "P", name: "产品", productType: "subscription", listPriceMinor: 1, currency: "CNY" };
  const { id: productId } = await made(tenant.admin, "/v1/products", product);
  const shares = [
    { userId: rep.id, basisPoints: 6_667, ledger: "primary" },
    { userId: colleague.id, basisPoints: 3_333, ledger: "primary" },
    { partnerId: partner.id, basisPoints: 5_000, ledger: "overlay" },
  ];
  market = { tenant, productId, shares, worlds: 0 };
  return market;
}

const total = (rows: { amountMinor: number }[]): number => rows.reduce((sum, r) => sum + r.amountMinor, 0);

/** One account with a signed order and a bank line of its own, so that sequences do not meet. */
class World {
  readonly #admin: Api;
  readonly #bank: TestBank;
  readonly #accountId: string;
  readonly #orderId: string;
  readonly #productId: string;
  #told = 0;
  amended = false;

  constructor({ tenant, productId }: Market, bank: TestBank, accountId: string, orderId: string) {
    this.#admin = tenant.admin;
    this.#productId = productId;
    this.#bank = bank;
    this.#accountId = accountId;
    this.#orderId = orderId;
  }

  static async open(amounts: number[]): Promise<World> {
    const market = await marketNow();
    market.worlds += 1;
    const { tenant, productId, shares } = market;
    const { admin } = tenant;
    const bank = await linkBank(stack(), tenant);
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

  receivables = async (): Promise<Receivable[]> =>
    (await this.#admin.get(`/v1/receivables?orderId=${this.#orderId}&limit=200&sort=dueOn`)).body.items;
  lines = async (): Promise<Line[]> =>
    (await this.#admin.get(`/v1/bank-transactions?connectionId=${this.#bank.connectionId}&limit=200&sort=createdAt`))
      .body.items;
  credits = async (): Promise<Credit[]> =>
    (await this.#admin.get(`/v1/credits?orderId=${this.#orderId}&limit=200`)).body.items;

  async tell(amountMinor: number, more: object): Promise<void> {
    this.#told += 1;
    const line = {
      bankReference: `B${this.#told}`,
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
    const [owed, lines, credits] = await Promise.all([this.receivables(), this.lines(), this.credits()]);
    return { owed, lines, credits };
  }

  async take(s: Step, { owed, lines }: State): Promise<void> {
    const target = owed[("which" in s ? (s.which ?? 0) : 0) % owed.length] as Receivable;
    const line = lines[("line" in s ? s.line : 0) % Math.max(1, lines.length)];
    if (s.do === "pay") {
      await this.tell(Math.max(1, Math.floor((target.amountMinor * s.share) / 100)), { remittance: target.reference });
    } else if (s.do === "surprise") await this.tell(s.amountMinor, {});
    else if (s.do === "claim" && line) await this.claim(line, target, s.rest);
    else if (s.do === "undo" && line) await this.undo(line, s.which);
    else if (s.do === "amend") await this.amend(owed, s.amountMinor);
  }

  async claim(line: Line, target: Receivable, rest: boolean): Promise<void> {
    const amountMinor = Math.min(line.unappliedMinor, target.openMinor);
    const allocations = amountMinor > 0 ? [{ receivableId: target.id, amountMinor }] : [];
    const body = { allocations, ...(rest && { accountId: this.#accountId }) };
    const reply = await this.#admin.post(`/v1/bank-transactions/${line.id}/claim`, body);
    const claimable = line.state === "claimable" || line.state === "partlyApplied";
    const says = allocations.length > 0 || rest;
    expect(reply.status).toBe(!claimable ? 409 : says ? 200 : 422);
  }

  async undo(line: Line, which: number | undefined): Promise<void> {
    const one = which === undefined ? undefined : line.allocations[which % Math.max(1, line.allocations.length)];
    const body = { reason: "test", ...(one && { allocationIds: [one.id] }) };
    const reply = await this.#admin.post(`/v1/bank-transactions/${line.id}/undo`, body);
    expect(reply.status).toBe(line.allocations.length > 0 ? 200 : 409);
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

  /** The simple model: every figure follows from the allocations that stand. */
  check({ owed, lines, credits }: State): void {
    for (const line of lines) {
      const cash = line.allocations.filter((a) => a.kind === "payment" || a.kind === "prepayment");
      expect(line.amountMinor).toBe(total(cash) + line.unappliedMinor);
      const reversed = new Set(line.history.map((e) => e.reversesId));
      expect(total(line.history)).toBe(total(line.allocations));
      expect(line.allocations.every((a) => !reversed.has(a.id))).toBe(true);
    }
    for (const r of owed) {
      const standing = lines
        .flatMap((l) => l.allocations)
        .filter((a) => a.receivableId === r.id && a.kind === "payment");
      expect([r.reference, r.paidMinor]).toEqual([r.reference, total(standing)]);
      expect(r.amountMinor).toBe(r.paidMinor + r.adjustedMinor + r.openMinor);
      expect(r.status).toBe(r.openMinor === 0 ? "paid" : r.paidMinor > 0 ? "partlyPaid" : "open");
      const mine = credits.filter((c) => c.receivableId === r.id);
      expect(total(mine.filter((c) => c.ledger === "primary"))).toBe(r.paidMinor);
      if (r.openMinor === 0)
        expect(Math.abs(total(mine.filter((c) => c.ledger === "overlay")) - r.amountMinor / 2)).toBeLessThanOrEqual(
          0.5,
        );
    }
  }

  async undoAll({ lines }: State): Promise<void> {
    for (const line of lines) if (line.allocations.length > 0) await this.undo(line, undefined);
  }

  /** Everything that money can be seen in, but for versions and times. */
  async hash({ owed: receivables, credits }: State): Promise<string> {
    const owed = receivables.map((r) => [r.reference, r.amountMinor, r.paidMinor, r.openMinor, r.status]);
    const earned = new Map<string, number>();
    for (const c of credits) {
      const name = `${c.ledger} ${c.userId ?? c.partnerId} ${c.receivableId}`;
      earned.set(name, (earned.get(name) ?? 0) + c.amountMinor);
    }
    const advances = (await this.#admin.get(`/v1/prepayments?accountId=${this.#accountId}`)).body.items;
    const held = advances.reduce((sum: number, p: { openMinor: number }) => sum + p.openMinor, 0);
    const state = { owed, earned: [...earned].filter(([, amount]) => amount !== 0), held };
    return createHash("sha256").update(JSON.stringify(state)).digest("hex");
  }
}

describe("any sequence of paying, claiming, undoing and amending", () => {
  test("keeps every figure equal to the model's, and undone it leaves the first state", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 3 }),
        fc.array(step, { minLength: 1, maxLength: 9 }),
        async (amounts, steps) => {
          const world = await World.open(amounts);
          let state = await world.state();
          const first = await world.hash(state);
          for (const s of steps) {
            await world.take(s, state);
            // An amendment may explain what waits; that is decided before the figures are compared.
            await stack().settled();
            state = await world.state();
            world.check(state);
          }
          await world.undoAll(state);
          state = await world.state();
          world.check(state);
          if (!world.amended) expect(await world.hash(state)).toBe(first);
          else expect(state.owed.every((r) => r.paidMinor === 0 && r.openMinor === r.amountMinor)).toBe(true);
        },
      ),
      { numRuns: SEQUENCES, ...(process.env.SEED && { seed: Number(process.env.SEED) }) },
    );
  }, 36_000_000);
});
