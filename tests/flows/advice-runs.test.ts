import { describe, expect, test } from "@jest/globals";
import { adviceWorld, FIRST, SECOND } from "../support/advices.ts";
import { base64, csvOf, itemsOf, jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { openTenant } from "../support/tenant.ts";

const stack = useStack();
const PATH = "/v1/remittance-advice-runs";
const HEAD = ["付款单号", "发票号", "付款金额", "付款人", "付款日期"];

/** More advices than a page has, of one line each, of somebody who never pays. */
const MANY = 230;
const others = Array.from({ length: MANY }, (_, n) => [
  `P-${n}`,
  `RE-${n}`,
  `${n + 1}.00`,
  "从不付款有限公司",
  "2026-11-22",
]);

describe("a large file of advices", () => {
  test("is uploaded and taken in the background; rows that are wrong refuse their own advice and are named", async () => {
    const { admin, name, pay, open, advice } = await adviceWorld(stack());
    const { body: upload } = await admin.post("/v1/uploads", { format: "csv" });
    const file = csvOf(
      HEAD,
      // Those of one payment stand apart.
      ["ours", FIRST, "50.00", name, "2026-11-22"],
      ...others,
      ["wrong", "RE-900", "12,3x", "从不付款有限公司", "2026-11-22"],
      ["wrong", "RE-901", "10.00", "从不付款有限公司", "2026-11-22"],
      ["both", "RE-902", "10.00", "从不付款有限公司", "2026-11-22"],
      ["both", "RE-903", "10.00", "另一家有限公司", "2026-11-22"],
      ["ours", SECOND, "40.00", "", ""],
      ["nothing", "RE-904", "0.00", "从不付款有限公司", "2026-11-22"],
      ["合计", "", "99999.00", "", ""],
    );
    const body = { format: "csv", uploadId: upload.id };
    expect((await admin.post(PATH, body)).status).toBe(404);
    await fetch(upload.uploadUrl, { method: "PUT", body: file, headers: { "content-type": upload.contentType } });
    const job = await jobOf(stack(), admin, PATH, body);
    expect(job).toMatchObject({
      ...{ kind: "advices", state: "done", progress: { done: MANY + 1, failed: 2, total: MANY + 3 } },
      result: { outcomes: { created: MANY + 1, failed: 2 }, rowsLeftOut: 1, leftOut: [MANY + 8] },
    });
    expect(await itemsOf(admin, job.id, "failed")).toMatchObject([
      { number: MANY + 3, errors: [{ path: `rows.${MANY + 3}.amount` }] },
      { number: MANY + 5, errors: [{ path: `rows.${MANY + 6}.payerName` }] },
    ]);
    const [first] = await itemsOf(admin, job.id, "created");
    expect(await advice(first)).toMatchObject({ state: "waiting", totalMinor: 9_000, lines: [{}, {}] });
    // Its payment is applied as it says.
    const line = await pay();
    expect((line as { state: string }).state).toBe("applied");
    expect(await open()).toMatchObject({ [FIRST]: 0, [SECOND]: 6_001 });

    // Taken back, all that still wait are cancelled, and what was used stays.
    expect((await admin.post(`/v1/jobs/${job.id}/undo`)).status).toBe(200);
    await stack().settled();
    const undone = await itemsOf(admin, job.id);
    const kept = undone.filter(({ outcome }) => outcome === "kept");
    expect([undone.length, kept]).toMatchObject([MANY + 1, [{ id: first.id, errors: [{ code: "changed_since" }] }]]);
    expect((await advice(undone.find(({ outcome }) => outcome === "undone"))).state).toBe("cancelled");
  });

  test("without numbers of payments is parted by what its rows say of them", async () => {
    const { admin, name } = await adviceWorld(stack());
    const content = base64(
      csvOf(
        ["Invoice", "Amount", "Payer", "Payment date", "Currency"],
        ["A-1", "10.00", name, "2026-11-22", "USD"],
        ["A-2", "20.00", "", "", ""],
        ["B-1", "5", "Beispiel Handel AG", "2026-11-23", "JPY"],
        ["A-3", "1.50", name, "2026-11-22", "USD"],
      ),
    );
    const { id, result } = await jobOf(stack(), admin, PATH, { format: "csv", content });
    expect(result.outcomes).toEqual({ created: 2 });
    const kept = await Promise.all(
      (await itemsOf(admin, id)).map(async (one) => (await admin.get(`/v1/remittance-advices/${one.id}`)).body),
    );
    expect(kept.map(({ totalMinor, currency, lines }) => [totalMinor, currency, lines.length])).toEqual([
      [3_150, "USD", 3],
      [5, "JPY", 1],
    ]);
  });

  test("may be a remt.001, uploaded or sent; what is wrong with one payment refuses that one alone", async () => {
    const { admin, name, pay, advice } = await adviceWorld(stack());
    const paper = (number: string, amount: string): string =>
      `<Strd><RfrdDocInf><Nb>${number}</Nb></RfrdDocInf><RfrdDocAmt><RmtdAmt Ccy="CNY">${amount}</RmtdAmt></RfrdDocAmt></Strd>`;
    const payment = (papers: string, payer: string): string =>
      `<RmtInf>${papers}<OrgnlPmtInf><ReqdExctnDt><Dt>2026-11-22</Dt></ReqdExctnDt>${payer}</OrgnlPmtInf></RmtInf>`;
    const by = (who: string): string => `<Dbtr><Nm>${who}</Nm></Dbtr>`;
    const parts = [
      payment(paper(FIRST, "50.00") + paper(SECOND, "40.00"), by(name)),
      payment(paper("RE-1", "1.00") + paper("RE-2", "?"), by("从不付款有限公司")),
      payment(paper("RE-3", "1.00"), ""),
      ...others.slice(0, 100).map(([, number = ""]) => payment(paper(number, "7.00"), by("从不付款有限公司"))),
    ];
    const file = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:remt.001.001.05"><RmtAdvc><GrpHdr/>${parts.join("")}</RmtAdvc></Document>`;
    const { body: upload } = await admin.post("/v1/uploads", { format: "remt.001" });
    await fetch(upload.uploadUrl, { method: "PUT", body: file, headers: { "content-type": upload.contentType } });
    const job = await jobOf(stack(), admin, PATH, { format: "remt.001", uploadId: upload.id });
    expect(job).toMatchObject({ state: "done", result: { outcomes: { created: 101, failed: 2 } } });
    expect(await itemsOf(admin, job.id, "failed")).toMatchObject([
      { number: 2, errors: [{ path: "RmtInf.1.Strd" }] },
      { number: 3, errors: [{ path: "RmtInf.2.payer" }] },
    ]);
    const [first] = await itemsOf(admin, job.id, "created");
    const line = await pay();
    expect(await advice(first)).toMatchObject({ state: "used", bankTransactionId: line.id });
    const mapping = { columns: { reference: "a", amount: "b" } };
    const refused = await admin.post(PATH, { format: "remt.001", content: base64(file), mapping });
    expect(refused.body).toMatchObject({ errors: [{ path: "mapping" }] });
    const broken = await jobOf(stack(), admin, PATH, { format: "remt.001", content: base64("<a/>") });
    expect(broken).toMatchObject({ state: "failed", problem: { code: "malformed_request" } });
  });

  test("is for those who may claim, names one mapping that is there, and says what it lacks", async () => {
    const { admin, person } = await openTenant(stack());
    const content = base64("x,y\n1,2\n");
    const said = async (body: object) => (await admin.post(PATH, { format: "csv", content, ...body })).body;
    expect(await said({ mappingId: "adm_nowhere0000" })).toMatchObject({ code: "unknown_reference" });
    expect(await said({ uploadId: "fil_000000" })).toMatchObject({ errors: [{ path: "content" }] });
    const job = await jobOf(stack(), admin, PATH, { format: "csv", content });
    expect(job).toMatchObject({ state: "failed", problem: { code: "malformed_request" } });
    const { api } = await person({ roles: ["marketing"] });
    expect((await api.post(PATH, { format: "csv", content })).status).toBe(403);
  });
});
