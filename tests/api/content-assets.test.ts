import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";
import { visitorOf } from "../support/visits.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const { visit, sentForm } = visitorOf(stack);
const HOSTILE = `"><script>alert(1)</script>`;
const URL_OF_IT = "https://www.example.com/whitepaper.pdf";

async function world() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const campaign = await made(admin, "/v1/campaigns", { name: "白皮书" });
  const lead = await made(admin, "/v1/leads", { name: "李娜", email: "li.na@content.example" });
  const asset = await made(admin, "/v1/content-assets", {
    ...{ name: `白皮书 ${HOSTILE}`, kind: "whitepaper", language: "zh-CN", url: URL_OF_IT },
  });
  const path = `/v1/content-assets/${asset.id}`;
  const link = async (body: object) => {
    const { body: told } = await admin.post(`${path}/make-link`, body);
    return { linkId: told.linkId as string, path: new URL(told.publicUrl).pathname };
  };
  return { ...tenant, campaign, lead, asset, path, link };
}

describe("a content asset", () => {
  test("is opened by a person's address; a visit counts once, looking counts nothing, and a use is a touch", async () => {
    const { admin, campaign, lead, path, link } = await world();
    const own = await link({ leadId: lead.id, campaignId: campaign.id });
    const page = await visit(own.path);
    const text = await page.text();
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    expect([text.includes("<script>"), text.includes("/open")]).toEqual([false, true]);
    expect((await admin.get(`${path}/use-figures`)).body).toEqual({ uses: 0, people: 0, byCampaign: [] });
    const replies = await Promise.all([1, 2, 3].map(() => sentForm(`${own.path}/open`, {})));
    expect(replies.map(({ status, headers }) => [status, headers.get("location")])).toEqual(
      [1, 2, 3].map(() => [303, URL_OF_IT]),
    );
    await stack().settled();
    expect((await admin.get(`/v1/leads/${lead.id}`)).body.touchCount).toBe(1);
    // Another visit an hour later is another use.
    stack().clock.set(new Date(stack().clock.now().getTime() + 3_600_000));
    const byProgram = await visit(`${own.path}/open`, { method: "POST" });
    expect([byProgram.status, await byProgram.json()]).toEqual([200, { url: URL_OF_IT }]);
    const open = await link({ campaignId: campaign.id });
    await sentForm(`${open.path}/open`, {});
    await stack().settled();
    const { body: figures } = await admin.get(`${path}/use-figures`);
    expect(figures).toEqual({ uses: 3, people: 1, byCampaign: [{ campaignId: campaign.id, uses: 3, people: 1 }] });
    const { items } = (await admin.get(`${path}/uses?personId=${lead.id}`)).body;
    expect(items).toHaveLength(2);
    const touches = (await admin.get(`/v1/leads/${lead.id}/touches`)).body.items;
    expect(touches.map(({ kind }: { kind: string }) => kind)).toEqual(["download", "download"]);
    const members = (await admin.get(`/v1/campaigns/${campaign.id}/members`)).body.items;
    expect(members).toMatchObject([{ personId: lead.id, state: "responded" }]);
  });

  test("never takes back what somebody has become in a campaign", async () => {
    const { admin, campaign, lead, link } = await world();
    await admin.post(`/v1/campaigns/${campaign.id}/members`, { leadId: lead.id, state: "attended" });
    const own = await link({ leadId: lead.id, campaignId: campaign.id });
    await sentForm(`${own.path}/open`, {});
    await stack().settled();
    expect((await admin.get(`/v1/campaigns/${campaign.id}/members`)).body.items).toMatchObject([{ state: "attended" }]);
  });

  test("has addresses that end, are revoked, and are for somebody", async () => {
    const { admin, campaign, path, link } = await world();
    const [one, two] = [await link({ campaignId: campaign.id }), await link({ campaignId: campaign.id })];
    await admin.post(`${path}/revoke-links`, { linkId: one.linkId });
    expect([(await visit(one.path)).status, (await visit(two.path)).status]).toEqual([404, 200]);
    expect((await sentForm(`${one.path}/open`, {})).status).toBe(404);
    expect((await visit(`${two.path}x/open`, { method: "POST" })).status).toBe(404);
    const nobody = await admin.post(`${path}/make-link`, {});
    expect([nobody.status, nobody.body.errors[0].path]).toEqual([422, "campaignId"]);
    const past = await admin.post(`${path}/make-link`, { campaignId: campaign.id, expiresAt: "2020-01-01T00:00:00Z" });
    expect(past.body.errors[0].path).toBe("expiresAt");
    const other = await openTenant(stack());
    const foreign = await other.admin.post(`${path}/make-link`, { campaignId: campaign.id });
    expect(foreign.status).toBe(404);
    await admin.post(`${path}/archive`);
    expect((await visit(two.path)).status).toBe(404);
  });

  test("is a file that was attached to it, and no other", async () => {
    const { admin, campaign } = await world();
    const asset = await made(admin, "/v1/content-assets", { name: "案例", kind: "case", language: "en" });
    const path = `/v1/content-assets/${asset.id}`;
    expect((await admin.post(`${path}/make-link`, { campaignId: campaign.id })).status).toBe(409);
    const account = await made(admin, "/v1/accounts", { name: "云帆" });
    const attach = async (noun: string, id: string) => {
      const file = { name: "a.pdf", contentType: "application/pdf", sizeBytes: 1_024, relatedTo: { noun, id } };
      return made(admin, "/v1/files", file);
    };
    const foreign = await attach("account", account.id);
    const wrong = await admin.patch(path, { fileId: foreign.id });
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, "fileId"]);
    const own = await attach("contentAsset", asset.id);
    expect((await admin.patch(path, { fileId: own.id })).status).toBe(200);
    const { body } = await admin.post(`${path}/make-link`, { campaignId: campaign.id });
    const address = new URL(body.publicUrl).pathname;
    // Its bytes are not there yet.
    expect((await sentForm(`${address}/open`, {})).status).toBe(404);
    const bytes = Buffer.from("%PDF-".padEnd(1_024, "\n"));
    await fetch(String(own.uploadUrl), { method: "PUT", body: bytes, headers: { "content-type": "application/pdf" } });
    await stack().settled();
    const opened = await sentForm(`${address}/open`, {});
    expect(opened.status).toBe(303);
    expect(Buffer.from(await (await fetch(opened.headers.get("location") ?? "")).arrayBuffer()).equals(bytes)).toBe(
      true,
    );
  });
});
