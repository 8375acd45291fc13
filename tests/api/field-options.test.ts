import { beforeAll, describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { type FieldOption, keptOptions, optionErrors, optionsOf } from "../../shared/records/options.ts";
import { base64, csvOf, fetched, itemsOf, jobOf } from "../support/jobs.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
let admin: Api;

const EAST = { key: "east", label: { "zh-CN": "华东", en: "East" } };
const field = (body: object) => made(admin, "/v1/custom-fields", { noun: "account", label: "列", ...body });

beforeAll(async () => {
  ({ admin } = await openTenant(stack()));
});

describe("an option", () => {
  test("keeps its key: another name changes no record, view, filter or file, and files are read by any name", async () => {
    const { id } = await field({ key: "region", type: "enum", options: [EAST, "华南"], filterable: true });
    await field({ key: "lines", type: "multiEnum", options: [{ key: "cloud", label: { en: "Cloud" } }, "安全"] });
    const account = await made(admin, "/v1/accounts", { name: "云帆", custom: { region: "east", lines: ["cloud"] } });
    const byLabel = await admin.post("/v1/accounts", { name: "海图", custom: { region: "华东" } });
    expect([byLabel.status, byLabel.body.detail]).toEqual([422, expect.stringContaining("east, 华南")]);
    const filter = { field: "custom.region", op: "eq", value: "east" };
    const view = await made(admin, "/v1/views", { noun: "account", name: "华东客户", filter });
    const renamed = { key: "east", label: { "zh-CN": "大东区", en: "Greater East" } };
    const south = { key: "华南", label: { "zh-CN": "岭南", en: "South" } };
    const patched = await admin.patch(`/v1/custom-fields/${id}`, { options: [renamed, south] });
    expect([patched.status, patched.body.options]).toEqual([200, [renamed, south]]);
    expect((await admin.get(`/v1/accounts/${account.id}`)).body.custom.region).toBe("east");
    expect((await admin.get("/v1/accounts?custom.region=east")).body.items).toHaveLength(1);
    expect((await admin.get(`/v1/views/${view.id}/rows`)).body.items).toHaveLength(1);
    const job = await jobOf(stack(), admin, "/v1/exports", { noun: "account", format: "csv", filter });
    const [head, row] = await fetched(job.downloadUrl);
    expect([row?.[head?.indexOf("列") as number], row?.includes("Cloud")]).toEqual(["大东区", true]);
    const rows = [
      ["名称", "custom.region"],
      ...["东部", "East", "greater east", "大东区", "EAST", "岭南", "华南"].map((r, n) => [`新${n}`, r]),
    ];
    const content = base64(csvOf(...rows));
    const imported = await jobOf(stack(), admin, "/v1/imports", { noun: "account", format: "csv", content });
    expect(imported.progress).toMatchObject({ done: 6, failed: 1 });
    expect((await itemsOf(admin, imported.id, "failed"))[0]?.errors[0].message).toContain("东部");
    expect((await admin.get("/v1/accounts?custom.region=%E5%8D%8E%E5%8D%97")).body.items).toHaveLength(2);
  });

  test("that is named no more is archived: what has it stays, nothing is given it anew, and it comes back", async () => {
    const { id } = await field({ key: "tier", type: "enum", options: ["金", "银", EAST], filterable: true });
    const { id: account } = await made(admin, "/v1/accounts", { name: "旧客户", custom: { tier: "金" } });
    const filter = { field: "custom.tier", op: "in", value: ["金"] };
    const view = await made(admin, "/v1/views", { noun: "account", name: "金牌", filter });
    const gone = await admin.patch(`/v1/custom-fields/${id}`, { options: ["银"] });
    const archived = gone.body.options.filter((one: { archived?: boolean }) => one.archived);
    expect(archived.map((one: { key: string }) => one.key)).toEqual(["金", "east"]);
    expect((await admin.post("/v1/accounts", { name: "新", custom: { tier: "金" } })).status).toBe(422);
    const kept = await admin.patch(`/v1/accounts/${account}`, { name: "旧客户二", custom: { tier: "金" } });
    expect([kept.status, kept.body.custom.tier]).toEqual([200, "金"]);
    expect((await admin.get(`/v1/views/${view.id}/rows`)).body.items).toHaveLength(1);
    expect((await admin.get("/v1/accounts?custom.tier=%E9%87%91")).body.items).toHaveLength(1);
    const [noun] = (await admin.get("/v1/nouns?noun=account")).body.items;
    const told = noun.fields.find((one: { field: string }) => one.field === "custom.tier").options;
    expect(told).toContainEqual({ value: "金", labels: { "zh-CN": "金", en: "金" }, archived: true });
    expect(told).toContainEqual({ value: "east", labels: EAST.label, archived: true });
    await admin.patch(`/v1/custom-fields/${id}`, { options: ["银", "金"] });
    expect((await admin.post("/v1/accounts", { name: "新", custom: { tier: "金" } })).status).toBe(201);
  });

  test("means one choice: keys and names that stand twice, and none that may be chosen, are refused", async () => {
    const wrong = async (options: unknown[], more: object = {}) => {
      const body = { noun: "account", key: "bad", label: "x", type: "enum", options, ...more };
      const reply = await admin.post("/v1/custom-fields", body);
      return [reply.status, reply.body.errors?.[0]?.path];
    };
    expect(await wrong(["a", "a"])).toEqual([422, "options"]);
    expect(await wrong([EAST, "华东"])).toEqual([422, "options"]);
    expect(await wrong([EAST, { key: "e2", label: { en: "EAST" } }])).toEqual([422, "options"]);
    expect(await wrong([{ key: "a", archived: true }])).toEqual([422, "options"]);
    expect(await wrong(["a", { key: "b", archived: true }], { default: "b" })).toEqual([422, "default"]);
    expect((await wrong([{ key: "a", label: {} }]))[1]).toMatch(/^options\.0/);
    expect((await wrong([{ label: { en: "A" } }]))[1]).toMatch(/^options\.0/);
  });
});

const word = fc.constantFrom("a", "b", "c", "d", "甲", "乙");
const option: fc.Arbitrary<FieldOption> = fc.oneof(
  word,
  fc.record(
    { key: word, label: fc.record({ "zh-CN": word, en: word }, { requiredKeys: ["en"] }), archived: fc.boolean() },
    { requiredKeys: ["key"] },
  ),
);
const options = fc.uniqueArray(option, { minLength: 1, selector: (one) => (typeof one === "string" ? one : one.key) });

test("whatever becomes of a definition, no key is lost and every name that may be chosen means one option", () => {
  fc.assert(
    fc.property(options, fc.array(options, { maxLength: 4 }), (first, changes) => {
      let now: FieldOption[] = first;
      const ever = new Set(optionsOf({ options: first }).map(({ key }) => key));
      for (const change of changes) {
        const next = keptOptions({ options: now }, { options: change }) as FieldOption[];
        if (optionErrors({ options: next }).length > 0) continue;
        now = next;
        for (const { key } of optionsOf({ options: change })) ever.add(key);
        const whole = optionsOf({ options: now });
        const live = whole.filter(({ archived }) => !archived);
        expect(new Set(whole.map(({ key }) => key))).toEqual(ever);
        for (const language of ["zh-CN", "en"] as const) {
          const names = live.flatMap(({ key, label }) => [...new Set([key, label[language]])]);
          expect(new Set(names).size).toBe(names.length);
        }
      }
    }),
  );
});
