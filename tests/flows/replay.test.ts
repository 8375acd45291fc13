import { describe, expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

const payer = { name: "上海某某科技有限公司", accountNo: "310012345678" };
const line = (bankReference: string, amountMinor: number, more: object = {}) => ({
  ...{ bankReference, amountMinor, payer, bookedOn: "2026-11-22", direction: "credit", currency: "CNY" },
  ...more,
});

async function world() {
  const tenant = await openTenant(stack());
  const bank = await linkBank(stack(), tenant);
  const account = await made(tenant.admin, "/v1/accounts", { name: payer.name });
  const owe = (reference: string, amountMinor: number) =>
    made(tenant.admin, "/v1/receivables", {
      ...{ accountId: account.id, reference, amountMinor, currency: "CNY", dueOn: "2026-12-31" },
    });
  const tell = async (...lines: object[]) => {
    expect((await bank.tell(lines)).status).toBe(202);
    await stack().settled();
  };
  const read = async (bankReference: string) =>
    (await tenant.admin.get(`/v1/bank-transactions?bankReference=${bankReference}`)).body.items[0];
  const replay = async (bankReference: string) => {
    const { id } = await read(bankReference);
    return (await tenant.admin.post(`/v1/bank-transactions/${id}/explanation/replay`)).body;
  };
  const undo = async (bankReference: string) => {
    const { id } = await read(bankReference);
    return tenant.admin.post(`/v1/bank-transactions/${id}/undo`, { reason: "看错了" });
  };
  const job = async (body: object) => {
    const path = `/v1/bank-connections/${bank.connectionId}/undo`;
    const begun = await tenant.admin.post(path, { reason: "银行推送了测试数据", ...body });
    await stack().settled();
    if (begun.status !== 202) return begun.body;
    const { items } = (await tenant.admin.get(`/v1/jobs/${begun.body.id}/items`)).body;
    const { body: ended } = await tenant.admin.get(`/v1/jobs/${begun.body.id}`);
    return { ...ended, outcomes: items.map((item: { outcome: string }) => item.outcome).sort() };
  };
  return { tenant, bank, account, owe, tell, read, replay, undo, job };
}

describe("a proof is replayed", () => {
  test("to the same bytes, by reference, by payer and amount, and where a person is asked; nothing is written", async () => {
    const { owe, tell, read, replay } = await world();
    await owe("RE-2026-0117", 50_000);
    await owe("RE-2026-0118", 70_000);
    await tell(line("A", 50_000, { remittance: "RE-2026-0117" }), line("B", 70_000), line("C", 1_234));
    for (const reference of ["A", "B", "C"]) {
      const before = await read(reference);
      expect(before.state).toBe(reference === "C" ? "claimable" : "applied");
      expect(await replay(reference)).toMatchObject({ same: true, undone: false, changed: [] });
      expect(await read(reference)).toEqual(before);
    }
  });

  test("says what has changed since, and that it was taken back", async () => {
    const { tenant, owe, tell, replay, undo, read } = await world();
    await owe("RE-2026-0117", 50_000);
    await tell(line("A", 50_000));
    expect(await replay("A")).toMatchObject({ same: true });
    expect((await tenant.admin.put("/v1/reconciliation-policy", { automatic: "none" })).status).toBe(200);
    const changed = await replay("A");
    expect(changed).toMatchObject({ same: false, undone: false, state: "applied" });
    expect(changed.changed.map(({ field }: { field: string }) => field)).toEqual(
      expect.arrayContaining(["policy", "why"]),
    );
    expect((await undo("A")).status).toBe(200);
    expect(await replay("A")).toMatchObject({
      undone: true,
      undoReason: "看错了",
      state: "claimable",
      kept: { step: changed.kept.step },
    });
    const { id } = await read("A");
    const { body } = await tenant.admin.get(`/v1/bank-transactions/${id}/explanation`);
    expect(body).toMatchObject({ undone: true, undoReason: "看错了" });
  });

  test("of a line that was claimed it is what the engine had said, without what the claim has taught", async () => {
    const { tenant, owe, tell, read, replay } = await world();
    const owed = await owe("RE-2026-0117", 50_000);
    await tell({ ...line("A", 40_000), payer: { name: "无名" } });
    const { id } = await read("A");
    const allocations = [{ receivableId: owed.id, amountMinor: 40_000 }];
    expect((await tenant.admin.post(`/v1/bank-transactions/${id}/claim`, { allocations })).status).toBe(200);
    expect(await replay("A")).toMatchObject({ same: true, undone: false });
  });
});

describe("what a statement, a file, a delivery or some days have done", () => {
  const three = [
    line("A", 50_000, { remittance: "RE-2026-0117" }),
    line("B", 70_000, { remittance: "RE-2026-0118", bookedOn: "2026-11-21" }),
    line("C", 1_234),
  ];

  test("is taken back by a job, once, each line as its own undo would", async () => {
    const { bank, owe, tell, read, job, tenant } = await world();
    await owe("RE-2026-0117", 50_000);
    await owe("RE-2026-0118", 70_000);
    await tell(...three);
    const { createdAt } = await read("A");
    const done = await job({ receivedAt: createdAt });
    expect(done).toMatchObject({ kind: "undo", state: "done", outcomes: ["unchanged", "undone", "undone"] });
    for (const reference of ["A", "B", "C"]) expect((await read(reference)).state).toBe("claimable");
    expect(await read("A")).toMatchObject({
      undoReason: "银行推送了测试数据",
      unappliedMinor: 50_000,
      allocations: [],
    });
    const { items } = (await tenant.admin.get("/v1/receivables")).body;
    expect(items.map((item: { paidMinor: number }) => item.paidMinor)).toEqual([0, 0]);
    expect((await job({ receivedAt: createdAt })).outcomes).toEqual(["unchanged", "unchanged", "unchanged"]);
    expect((await tenant.admin.post(`/v1/jobs/${done.id}/undo`)).body.code).toBe("invalid_state");
    expect(bank.connectionId).toMatch(/^bnk_/);
  });

  test("of some days, of a kept statement or of a file leaves the others as they are", async () => {
    const { tenant, bank, owe, tell, read, job } = await world();
    await owe("RE-2026-0117", 50_000);
    await owe("RE-2026-0118", 70_000);
    await owe("RE-2026-0119", 90_000);
    await tell(...three);
    expect((await job({ bookedOn: { from: "2026-11-21", to: "2026-11-21" } })).outcomes).toEqual(["undone"]);
    expect([(await read("A")).state, (await read("B")).state]).toEqual(["applied", "claimable"]);
    const text = [
      ":20:S",
      ":25:755900001234",
      ":28C:1/1",
      ":60F:C261122CNY0,00",
      ":61:261123C900,00NTRFNONREF//M",
      ":86:RE-2026-0119",
      ":62F:C261123CNY900,00",
      "-",
    ];
    expect((await bank.send(text.join("\r\n"), "application/mt940")).body.stored).toBe(1);
    await stack().settled();
    expect((await read("M")).state).toBe("applied");
    const [kept] = (await tenant.admin.get(`/v1/bank-statements?connectionId=${bank.connectionId}`)).body.items;
    expect(kept).toMatchObject({ fromOn: "2026-11-23", closingMinor: 90_000 });
    expect((await job({ statementId: kept.id })).outcomes).toEqual(["undone"]);
    expect([(await read("A")).state, (await read("M")).state]).toEqual(["applied", "claimable"]);
  });

  test("must be named in one way, and be the connection's", async () => {
    const { tenant, job } = await world();
    const other = await linkBank(stack(), tenant, { accountNo: "1" });
    const opened = await tenant.admin.post(`/v1/bank-connections/${other.connectionId}/uploads`, {
      contentType: "text/csv",
    });
    expect(await job({})).toMatchObject({ status: 422, errors: [{ path: "uploadId", code: "required" }] });
    expect(await job({ uploadId: opened.body.id })).toMatchObject({
      errors: [{ path: "uploadId", code: "unknown_reference" }],
    });
    const backwards = { bookedOn: { from: "2026-11-22", to: "2026-11-21" } };
    expect(await job(backwards)).toMatchObject({ status: 422, errors: [{ path: "bookedOn" }] });
    const sales = await tenant.person({ roles: ["sales"] });
    const path = `/v1/bank-connections/${other.connectionId}/undo`;
    expect((await sales.api.post(path, { reason: "x", receivedAt: "2026-11-22T00:00:00Z" })).status).toBe(403);
  });
});

describe("what claims have taught of payers", () => {
  test("is listed by account, and forgotten one by one", async () => {
    const { tenant, account, owe, tell, read } = await world();
    const stranger = { name: "代付人", accountNo: "622200009999" };
    const owed = await owe("RE-2026-0117", 40_000);
    await tell({ ...line("A", 40_000), payer: stranger });
    const claim = { allocations: [{ receivableId: owed.id, amountMinor: 40_000 }] };
    expect((await tenant.admin.post(`/v1/bank-transactions/${(await read("A")).id}/claim`, claim)).status).toBe(200);
    const list = async (api = tenant.admin) => (await api.get(`/v1/payer-memory?accountId=${account.id}`)).body.items;
    const taught = await list();
    expect(taught).toMatchObject([
      { kind: expect.any(String), accountId: account.id, claims: 1 },
      { kind: expect.any(String), accountId: account.id, claims: 1 },
    ]);
    expect(taught.map((one: { kind: string }) => one.kind).sort()).toEqual(["accountNo", "name"]);
    const sales = await tenant.person({ roles: ["sales"] });
    expect(await list(sales.api)).toEqual([]);
    const finance = await tenant.person({ roles: ["finance"] });
    expect(await list(finance.api)).toHaveLength(2);
    for (const { key } of taught) {
      const body = { key, accountId: account.id, reason: "不再代付" };
      expect((await sales.api.post("/v1/payer-memory/revoke", body)).status).toBe(403);
      for (const forgottenClaims of [1, 0])
        expect((await finance.api.post("/v1/payer-memory/revoke", body)).body).toMatchObject({ key, forgottenClaims });
      const unknown = { ...body, accountId: "acc_00000000000000000000" };
      expect((await finance.api.post("/v1/payer-memory/revoke", unknown)).status).toBe(422);
    }
    expect(await list()).toEqual([]);
    // Who paid before is a stranger again; the next claim teaches anew, and undoing the first takes nothing of that.
    const again = await owe("RE-2026-0118", 60_000);
    await tell({ ...line("B", 60_000, { bookedOn: "2026-11-23" }), payer: stranger });
    const second = await read("B");
    expect(second).toMatchObject({ state: "claimable" });
    const next = { allocations: [{ receivableId: again.id, amountMinor: 60_000 }] };
    expect((await tenant.admin.post(`/v1/bank-transactions/${second.id}/claim`, next)).status).toBe(200);
    expect(await list()).toMatchObject([{ claims: 1 }, { claims: 1 }]);
  });

  test("is paged, and a cursor of another list is refused", async () => {
    const { tenant, account } = await world();
    const { body } = await tenant.admin.get("/v1/payer-memory?limit=1");
    expect(body).toEqual({ items: [], nextCursor: null });
    expect((await tenant.admin.get(`/v1/payer-memory?accountId=${account.id}&cursor=x`)).body.code).toBe(
      "invalid_cursor",
    );
  });
});
