import { beforeAll, describe, expect, test } from "@jest/globals";
import { base64, csvOf, type JobBody, jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await openTenant(stack());
});

const importCsv = (rows: string[][], more: object = {}): Promise<JobBody> =>
  jobOf(stack(), tenant.admin, "/v1/imports", {
    noun: "account",
    format: "csv",
    content: base64(csvOf(...rows)),
    ...more,
  });

const addressesOf = async (name: string): Promise<object[]> =>
  (await tenant.admin.get("/v1/accounts?limit=200")).body.items.find((one: JobBody) => one.name === name)?.addresses;

/** Files of other programs with addresses: header, row, and what becomes of it. */
const FILES: [program: string, header: string, row: string, addresses: object[]][] = [
  [
    "Salesforce",
    "Account Name|Billing Street|Billing City|Billing State/Province|Billing Zip/Postal Code|Billing Country|Shipping Street|Shipping City",
    "Salesforce Addr|525 S. Lexington Ave|Burlington|NC|27215|USA|1 Dock Rd|Newark",
    [
      {
        kind: "billing",
        line: "525 S. Lexington Ave",
        city: "Burlington",
        province: "NC",
        postcode: "27215",
        country: "USA",
      },
      { kind: "shipping", line: "1 Dock Rd", city: "Newark" },
    ],
  ],
  [
    "HubSpot",
    "Company name|Street Address|Street Address 2|City|State/Region|Postal Code|Country/Region",
    "HubSpot Addr|12 High St|Suite 4|Dublin||D02 X285|Ireland",
    [{ kind: "office", line: "12 High St, Suite 4", city: "Dublin", postcode: "D02 X285", country: "Ireland" }],
  ],
  [
    "Dynamics",
    "Account Name|Address 1: Street 1|Address 1: City|Address 1: ZIP/Postal Code",
    "Dynamics Addr|5 Way|Redmond|98052",
    [{ kind: "office", line: "5 Way", city: "Redmond", postcode: "98052" }],
  ],
  [
    "Pipedrive",
    "Organization - Name|Organization - Address",
    "Pipedrive Addr|Unter den Linden 1, 10117 Berlin, Germany",
    [{ kind: "office", line: "Unter den Linden 1, 10117 Berlin, Germany" }],
  ],
  [
    "纷享销客",
    "客户名称|国家|省|市|区|详细地址",
    "纷享 地址|中国|广东省|深圳市|南山区|科技园路1号",
    [{ kind: "office", country: "中国", province: "广东省", city: "深圳市", line: "南山区科技园路1号" }],
  ],
  [
    "销售易",
    "公司名称|省份|城市|区县|地址|邮编|注册地址",
    "销售易 地址|浙江省|杭州市|西湖区|文三路 90 号|310012|上海市浦东新区张江路 1 号",
    [
      { kind: "office", province: "浙江省", city: "杭州市", line: "西湖区文三路 90 号", postcode: "310012" },
      { kind: "registered", city: "上海市", line: "浦东新区张江路 1 号" },
    ],
  ],
  [
    "a German sheet",
    "Firma|Straße|PLZ|Ort|Land",
    "Deutsche Addr|Hauptstr. 5|80331|München|Deutschland",
    [{ kind: "office", line: "Hauptstr. 5", postcode: "80331", city: "München", country: "Deutschland" }],
  ],
  [
    "a French sheet",
    "Société|Rue|Code postal|Ville|Pays",
    "Française Addr|2 place Jussieu|75005|Paris|France",
    [{ kind: "office", line: "2 place Jussieu", postcode: "75005", city: "Paris", country: "France" }],
  ],
  [
    "a Japanese sheet",
    "会社名|郵便番号|都道府県|市区町村|番地",
    "日本 住所|100-0001|東京都|千代田区|千代田1-1",
    [{ kind: "office", postcode: "100-0001", province: "東京都", city: "千代田区", line: "千代田1-1" }],
  ],
  ["a town alone", "公司|城市", "城市 地址|苏州市", [{ kind: "office", city: "苏州市", line: "苏州市" }]],
];

describe("the addresses of a file", () => {
  test.each(FILES)("%s: %s", async (_program, header, row, addresses) => {
    const job = await importCsv([header.split("|"), row.split("|")]);
    expect([job.progress.failed, job.result.notices]).toEqual([0, []]);
    expect(await addressesOf(row.split("|")[0]!)).toEqual(addresses);
  });

  test("a file that changes one leaves the others, and what is exported is read again and changes nothing", async () => {
    const name = "多个地址";
    const before = [
      { kind: "registered", city: "上海市", line: "浦东新区张江路 1 号" },
      { kind: "office", line: "旧地址" },
    ];
    await tenant.admin.post("/v1/accounts", { name, addresses: before });
    const rows = [
      ["公司", "公司地址"],
      [name, "江苏省苏州市工业园区星湖街 328 号"],
    ];
    expect((await importCsv(rows, { upsertBy: "name" })).result.outcomes).toEqual({ updated: 1 });
    const after = [before[0], { kind: "office", province: "江苏省", city: "苏州市", line: "工业园区星湖街 328 号" }];
    expect(await addressesOf(name)).toEqual(after);
    expect((await importCsv(rows, { upsertBy: "name" })).result.outcomes).toEqual({ unchanged: 1 });
    const left = await jobOf(stack(), tenant.admin, "/v1/exports", { noun: "account", format: "csv" });
    const content = Buffer.from(await (await fetch(left.downloadUrl)).arrayBuffer()).toString("base64");
    const body = { noun: "account", format: "csv", content, upsertBy: "id" };
    const again = await jobOf(stack(), tenant.admin, "/v1/imports", body);
    expect(again.result.outcomes).toEqual({ unchanged: again.progress.done });
  });
});
