import { linkBank, type TestBank } from "./bank.ts";
import { seeded } from "./faults.ts";
import type { ReportCompany } from "./report-world.ts";

type Random = () => number;
type Raw = { id: string; openMinor: number; unappliedMinor: number };
type Way = () => Promise<{ status: number } | undefined>;

const LINES = "/v1/bank-transactions";

/** What of which kind has been done so far, so that a run in which nothing could be done any more proves nothing by its length. */
export type Done = Record<string, number>;

/** Changes by chance, each through the public door; the product may refuse one, which is then not counted. */
export class Changes {
  readonly done: Done = {};
  readonly #company: ReportCompany;
  readonly #random: Random;
  /** Which things happen is the same each time, whatever the lists are by then. */
  readonly #chosen: Random;
  readonly #bank: TestBank;
  #made = 0;

  private constructor(company: ReportCompany, seed: number, bank: TestBank) {
    this.#company = company;
    this.#random = seeded(seed);
    this.#chosen = seeded(seed + 1);
    this.#bank = bank;
  }

  static async of(company: ReportCompany, seed: number): Promise<Changes> {
    return new Changes(company, seed, await linkBank(company.stack, company));
  }

  /** Does one of all the things that may happen. */
  async next(): Promise<void> {
    const ways = { ...this.#sales(), ...this.#cash(), ...this.#after() };
    const names = Object.keys(ways);
    const name = names[Math.floor(this.#chosen() * names.length)] as string;
    const reply = await (ways[name] as Way)();
    if (reply && reply.status < 300) this.done[name] = (this.done[name] ?? 0) + 1;
  }

  #some<T>(all: readonly T[]): T {
    return all[Math.floor(this.#random() * all.length)] as T;
  }

  async #listed(path: string, filter = ""): Promise<Raw[]> {
    return (await this.#company.admin.get(`${path}?limit=200${filter}`)).body.items;
  }

  /** The path of a record of a list, by chance. */
  async #any(path: string): Promise<string> {
    return `${path}/${this.#some(await this.#listed(path)).id}`;
  }

  #number(): string {
    this.#made += 1;
    return `N-${this.#made}`;
  }

  #sales(): Record<string, Way> {
    const { admin, accounts, products, pipeline, rep, other, chief } = this.#company;
    const ownerId = this.#some([rep.id, other.id, chief.id]);
    const account = this.#some(accounts);
    const amountMinor = Math.floor(this.#random() * 9_999);
    const sale = {
      name: "新商机",
      accountId: account.id,
      pipelineId: pipeline.id,
      ownerId,
      amountMinor,
      currency: "CNY",
    };
    const stage = this.#some(["a", "b_2", "won", "lost"]);
    return {
      sale: async () => admin.patch(await this.#any("/v1/opportunities"), { amountMinor, ownerId }),
      move: async () =>
        admin.post(`${await this.#any("/v1/opportunities")}/move`, { stage, lostReason: this.#some(["价格", "时机"]) }),
      newSale: () => admin.post("/v1/opportunities", sale),
      customer: () => admin.patch(`/v1/accounts/${account.id}`, { region: this.#some(["华东", "华南"]), ownerId }),
      order: async () => {
        const order = await admin.post("/v1/orders", {
          ...{ accountId: account.id, currency: "CNY", contractNo: this.#number(), kind: "new", ownerId },
          lines: [{ productId: this.#some(products).id, quantity: 1, amountMinor: amountMinor + 1 }],
          instalments: [{ dueOn: "2026-12-20", amountMinor: amountMinor + 1 }],
        });
        return admin.post(`/v1/orders/${order.body.id}/sign`);
      },
    };
  }

  /** Receipts that come, are claimed and are undone. */
  #cash(): Record<string, Way> {
    const { admin, accounts, claimed, today } = this.#company;
    const owed = async () => this.#some((await this.#listed("/v1/receivables")).filter((row) => row.openMinor > 0));
    return {
      receivable: () =>
        admin.post("/v1/receivables", {
          ...{ accountId: this.#some(accounts).id, reference: this.#number(), amountMinor: 10, currency: "CNY" },
          dueOn: "2026-12-24",
        }),
      receipt: async () => {
        const { openMinor, reference } = (await owed()) as Raw & { reference: string };
        const isNamed = this.#random() < 0.5;
        const line = { bankReference: this.#number(), bookedOn: today, direction: "credit", currency: "CNY" };
        const payer = { name: "新付款人", accountNo: "62230" };
        const said = { amountMinor: openMinor, remittance: isNamed ? reference : "货款", payer };
        return this.#bank.tell([{ ...line, ...said }]);
      },
      undo: async () => {
        const lines = await this.#listed(LINES, `&state=${this.#some(["applied", "partlyApplied"])}`);
        return lines.length > 0 ? admin.post(`${LINES}/${this.#some(lines).id}/undo`, { reason: "错认" }) : undefined;
      },
      claim: async () => {
        const lines = await this.#listed(LINES, "&state=claimable");
        const { id: receivableId, openMinor } = await owed();
        if (lines.length === 0) return undefined;
        const line = this.#some(lines);
        const amountMinor = Math.min(openMinor, line.unappliedMinor);
        const allocations = [{ receivableId, amountMinor }];
        const reply = await admin.post(`${LINES}/${line.id}/claim`, { allocations });
        if (reply.status < 300) claimed.add(line.id);
        return reply;
      },
    };
  }

  /** What changes after the signature: hours, plans, tickets, and what articles are good for. */
  #after(): Record<string, Way> {
    const { admin, rep, other, today } = this.#company;
    const minutes = this.#some([1, 2, 90]);
    const article = async () => `/v1/knowledge/${this.#some(await this.#listed("/v1/articles")).id}`;
    return {
      hours: async () => admin.post(`${await this.#any("/v1/projects")}/time-entries`, { on: today, minutes }),
      milestone: async () => admin.post(`${await this.#any("/v1/projects")}/milestones/kickoff/complete`, {}),
      // Most projects go on.
      cancel: async () =>
        this.#random() < 0.1 ? admin.post(`${await this.#any("/v1/projects")}/cancel`, { reason: "取消" }) : undefined,
      ticket: async () => admin.post(`${await this.#any("/v1/tickets")}/${this.#some(["resolve", "reopen"])}`),
      agent: async () => admin.patch(await this.#any("/v1/tickets"), { ownerId: this.#some([rep.id, other.id]) }),
      rating: async () =>
        this.#some([admin, rep.api]).post(`${await article()}/rate`, { helpful: this.#random() < 0.5 }),
    };
  }
}
