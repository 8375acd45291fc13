import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { z } from "zod";
import type { NounView } from "../../functions/fields/catalogue.ts";
import { nouns } from "../../functions/nouns.ts";
import type { FieldView } from "../../shared/records/described.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
type Told = z.output<typeof NounView>;

const document = JSON.parse(readFileSync("shared/client/generated/openapi.json", "utf8"));

type Schema = { properties?: Record<string, Schema>; enum?: string[]; items?: Schema; anyOf?: Schema[] };

/** The fields and choices of a schema, at any depth. */
const askedIn = ({ properties = {}, enum: choices = [], items, anyOf = [] }: Schema): string[] => [
  ...[...Object.keys(properties), ...choices],
  ...[...Object.values(properties), ...(items ? [items] : []), ...anyOf].flatMap(askedIn),
];

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await openTenant(stack());
});

/** Values of filters that look as they should. */
const SOME: Record<string, string> = {
  accountId: "acc_00000000000000000000",
  orderId: "ord_00000000000000000000",
  projectId: "prj_00000000000000000000",
};

const told = async (api: Api): Promise<Told[]> => (await api.get("/v1/nouns")).body.items;
const toldOf = async (api: Api, noun: string): Promise<Told> => {
  const { items } = (await api.get(`/v1/nouns?noun=${noun}`)).body;
  expect(items).toHaveLength(1);
  return items[0];
};
const names = (fields: readonly FieldView[]): string[] => fields.map(({ field }) => field);

/** Fields with those within them, at any depth, by their paths. */
const allIn = (fields: readonly FieldView[], within = ""): { path: string; of: FieldView }[] =>
  fields.flatMap((of) => {
    const path = within + of.field;
    return [{ path, of }, ...allIn(of.parts ?? [], `${path}.`)];
  });

/** The properties of a schema of the document, wherever it stands. */
function propertiesOf(schema: { $ref?: string; properties?: object }): string[] {
  const name = schema.$ref?.split("/").at(-1);
  return Object.keys((name ? document.components.schemas[name] : schema).properties ?? {});
}

describe("what the console is drawn from", () => {
  test("has every noun with its name and all its names in both languages", async () => {
    const all = await told(tenant.admin);
    expect(all.map(({ noun }) => noun).sort()).toEqual(nouns.map(({ noun }) => noun).sort());
    const several = Object.fromEntries(all.map(({ noun, several: of }) => [noun, [of["zh-CN"], of.en]]));
    expect([several.opportunity, several.timeEntry, several.smsCampaign]).toEqual([
      ["商机", "Opportunities"],
      ["工时", "Time entries"],
      ["短信群发", "SMS campaigns"],
    ]);
    const isNamed = ({ field, labels }: FieldView): boolean =>
      /\p{Script=Han}/u.test(labels["zh-CN"] ?? "") && labels.en !== field && /^[A-Z]/.test(labels.en ?? "");
    // ID is called so in both.
    const unnamed = all.flatMap(({ noun, fields }) =>
      allIn(fields)
        .filter(({ of }) => !isNamed(of))
        .map(({ path }) => `${noun}.${path}`),
    );
    expect(unnamed).toEqual([]);
    const options = all.flatMap(({ noun, fields }) =>
      allIn(fields).flatMap(({ path, of }) => (of.options ?? []).map((one) => ({ ...one, at: `${noun}.${path}` }))),
    );
    // Languages and currencies have names of their own; all else is translated.
    expect(options.filter(({ value, labels }) => labels.en === value).map(({ at }) => at)).toEqual([]);
    for (const { noun, labels } of all) expect([noun, labels["zh-CN"]?.length ?? 0]).not.toEqual([noun, 0]);
  });

  test("tells the stages of the tenant's pipelines by their names", async () => {
    const stages = [
      { key: "talks", name: "初谈", probabilityBasisPoints: 1_000, category: "pipeline" },
      { key: "won", name: "签下", probabilityBasisPoints: 10_000, category: "closedWon" },
      { key: "lost", name: "丢了", probabilityBasisPoints: 0, category: "closedLost" },
    ];
    expect((await tenant.admin.post("/v1/pipelines", { name: "渠道", stages })).status).toBe(201);
    const { fields } = await toldOf(tenant.admin, "opportunity");
    const stage = fields.find(({ field }) => field === "stage");
    const said = Object.fromEntries((stage?.options ?? []).map(({ value, labels }) => [value, labels["zh-CN"]]));
    expect([stage?.type, said.talks, said.qualified]).toEqual(["enum", "初谈", "已确认"]);
  });

  test("says of every field what the document of all calls says: which may be written, which are shown, which are needed", async () => {
    for (const of of await told(tenant.admin)) {
      const item = document.paths[`${of.path}/{id}`].get.responses["200"].content["application/json"].schema;
      expect(names(of.fields)).toEqual(expect.arrayContaining(propertiesOf(item).filter((name) => name !== "custom")));
      const create = document.paths[of.path].post?.requestBody.content["application/json"].schema;
      if (!create) {
        expect(of.fields.filter(({ readOnly }) => !readOnly)).toEqual([]);
        continue;
      }
      const body = create.$ref ? document.components.schemas[create.$ref.split("/").at(-1)] : create;
      const written = Object.keys(body.properties).filter((name) => !["custom", "id"].includes(name));
      expect(names(of.fields.filter(({ readOnly }) => !readOnly)).sort()).toEqual(written.sort());
      expect(names(of.fields.filter(({ required }) => required)).sort()).toEqual([...(body.required ?? [])].sort());
    }
  });

  test("names filters and sorts that the lists take, and no others", async () => {
    for (const { path, filters, sorts, sortsWithin, fields } of await told(tenant.admin)) {
      for (const sort of sorts) expect((await tenant.admin.get(`${path}?sort=-${sort}`)).status).toBe(200);
      for (const { field, by } of sortsWithin) {
        const query = new URLSearchParams({
          ...Object.fromEntries(by.map((name) => [name, SOME[name] ?? "x"])),
          sort: field,
        });
        expect([path, field, (await tenant.admin.get(`${path}?${query}`)).status]).toEqual([path, field, 200]);
      }
      const refused = async (query: string) => (await tenant.admin.get(`${path}?${query}`)).body.code;
      for (const { field, ops } of filters) {
        for (const op of ops) {
          const code = await refused(op === "eq" ? `${field}=x` : `${field}.${op}=x`);
          expect([field, op, code]).not.toEqual([field, op, "unknown_filter"]);
        }
      }
      const other = names(fields).find((name) => !filters.some(({ field }) => field === name) && name !== "archived");
      expect(await refused(`${other}=x`)).toBe("unknown_filter");
    }
  });

  test("names the actions with the permissions that their calls ask for, and the states in which they may be done", async () => {
    for (const { actions } of await told(tenant.admin)) {
      for (const { path, permission, labels, allowed } of actions) {
        expect(document.paths[path].post["x-permission"]).toBe(permission);
        expect([labels["zh-CN"], labels.en, allowed]).toEqual([expect.any(String), expect.any(String), true]);
      }
    }
    const { actions, states } = await toldOf(tenant.admin, "order");
    expect(actions.find(({ name }) => name === "sign")).toMatchObject({
      ...{ path: "/v1/orders/{id}/sign", labels: { "zh-CN": "签订", en: "Sign" }, from: ["draft"], to: "signed" },
    });
    expect(actions.find(({ name }) => name === "cancel")?.body).toMatchObject({ required: ["reason"] });
    expect(actions.map(({ name }) => name)).toEqual(expect.arrayContaining(["archive", "restore", "amend"]));
    expect(states?.next.draft).toEqual(["signed", "cancelled"]);
    const claims = (await toldOf(tenant.admin, "bankTransaction")).actions.map(({ name }) => name);
    expect(claims).toEqual(expect.arrayContaining(["claim", "close", "decide", "lock", "unlock", "undo"]));
  });

  test("says of every state what it is called, of those too that no form gives", async () => {
    for (const { noun, states, fields } of await told(tenant.admin)) {
      if (!states) continue;
      const options = fields.find(({ field }) => field === states.field)?.options ?? [];
      const all = [...Object.keys(states.next), ...Object.values(states.next).flat()];
      expect({ noun, missing: all.filter((state) => !options.some(({ value }) => value === state)) }).toEqual({
        ...{ noun, missing: [] },
      });
    }
    const { fields } = await toldOf(tenant.admin, "lead");
    const given = fields.find(({ field }) => field === "status")?.options?.filter(({ archived }) => !archived);
    expect(given?.map(({ value }) => value)).toEqual(["new", "working", "mql", "sql", "disqualified"]);
  });

  test("has the tenant's own fields, and the fields of a list's items", async () => {
    const { admin } = await openTenant(stack());
    const field = { noun: "order", key: "zone", label: "片区", type: "enum", options: ["甲"], filterable: true };
    await made(admin, "/v1/custom-fields", { ...field, required: true });
    const { fields, filters, does } = await toldOf(admin, "order");
    expect(fields.find((one) => one.field === "custom.zone")).toMatchObject({
      ...{ custom: true, required: true, readOnly: false, type: "enum", labels: { "zh-CN": "片区" } },
      options: [{ value: "甲" }],
    });
    expect(filters).toContainEqual({ field: "custom.zone", ops: ["eq"] });
    expect(does).toEqual(expect.arrayContaining(["search", "import", "batch", "customFields"]));
    const parts = fields.find((one) => one.field === "lines")?.parts ?? [];
    expect(parts.find((one) => one.field === "productId")).toMatchObject({ references: "product", required: true });
    expect(parts.find((one) => one.field === "productType")).toMatchObject({ readOnly: true });
    expect(fields.find((one) => one.field === "accountId")).toMatchObject({ references: "account", required: true });
  });

  test("is each caller's own: nouns, rights, and no word of what is hidden", async () => {
    const { admin } = tenant;
    const role = await made(admin, "/v1/roles", {
      name: "clerk",
      permissions: ["fields.read", "orders.read", "accounts.*"],
      scopes: { order: "all", account: "own" },
      fields: {
        order: { totalMinor: "hidden", "lines.amountMinor": "hidden", contractNo: "masked" },
        account: { name: "readOnly", "addresses.city": "readOnly" },
      },
    });
    const clerk = await tenant.person({ roles: [role.name as string] });
    const all = await told(clerk.api);
    expect(all.map(({ noun }) => noun).sort()).toEqual(["account", "order"]);
    const [order, account] = ["order", "account"].map((name) => all.find(({ noun }) => noun === name)) as [Told, Told];
    expect(order.rights).toEqual({ write: false, scope: "all" });
    expect(account.rights).toEqual({ write: true, scope: "own" });
    expect(order.actions.every(({ allowed }) => !allowed)).toBe(true);
    // A run is told to whoever may begin it, and to nobody else.
    const runsOf = async (of: Api, noun: string) => (await toldOf(of, noun)).runs.map(({ name, path }) => [name, path]);
    expect(await runsOf(tenant.admin, "receivable")).toEqual([["invoices", "/v1/invoice-runs"]]);
    expect(await runsOf(tenant.admin, "account")).toEqual([["statements", "/v1/statement-runs"]]);
    expect(await runsOf(tenant.admin, "bankTransaction")).toEqual([["receipts", "/v1/receipt-runs"]]);
    expect([...order.runs, ...account.runs]).toEqual([]);
    // What an order comes to without tax tells what it comes to.
    expect(order.hidden).toEqual(["totalMinor", "netMinor"]);
    expect(names(order.fields)).not.toContain("totalMinor");
    const lines = order.fields.find(({ field }) => field === "lines");
    expect([names(lines?.parts ?? []).includes("amountMinor"), lines?.readOnly]).toEqual([false, true]);
    expect(order.fields.find(({ field }) => field === "contractNo")).toMatchObject({ masked: true, readOnly: true });
    expect(order.filters.map(({ field }) => field)).not.toEqual(expect.arrayContaining(["contractNo"]));
    expect(order.filters.map(({ field }) => field)).not.toEqual(expect.arrayContaining(["totalMinor"]));
    const read = (name: string) => account.fields.find(({ field }) => field === name)?.readOnly;
    expect([read("name"), read("addresses"), read("phone")]).toEqual([true, true, false]);
    expect((await clerk.api.get("/v1/nouns?noun=lead")).body.items).toEqual([]);
  });

  test("calls all that an action asks for by a name in both languages", async () => {
    const all = await told(tenant.admin);
    const known = new Set(all.map(({ noun }) => noun));
    const unnamed: string[] = [];
    for (const { noun, actions, runs } of all) {
      for (const { name, body = {}, words = {} } of [...actions, ...runs]) {
        const missing = askedIn(body).filter((one) => !words[one] && !known.has(one));
        unnamed.push(...missing.map((one) => `${noun}.${name}: ${one}`));
      }
    }
    expect(unnamed).toEqual([]);
  });
});
