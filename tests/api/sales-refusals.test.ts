import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

/** Two English words in a row: what a sentence that is said in Chinese does not have. */
const ENGLISH = /[a-z]{2,} [a-z]{2,}/;

async function sales() {
  const { admin } = await openTenant(stack());
  const { id: accountId } = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const product = (code: string) =>
    made(admin, "/v1/products", { code, name: code, productType: "x", listPriceMinor: 100_000, currency: "CNY" });
  const [{ id: productId }, { id: old }] = [await product("CRM"), await product("OLD")];
  await admin.post(`/v1/products/${old}/archive`);
  const { id: contactId } = await made(admin, "/v1/contacts", { name: "李娜", accountId });
  const { id: userId } = (await admin.get("/v1/users")).body.items[0];
  const { id: bookId } = await made(admin, "/v1/price-books", { name: "标准价", currency: "CNY" });
  const { id: saleId } = await made(admin, "/v1/opportunities", { name: "二期", accountId });
  return { admin, accountId, productId, old, contactId, userId, bookId, saleId };
}
type Sales = Awaited<ReturnType<typeof sales>>;
/** A call that is refused, and the places that its answer names, in order. */
type Refused = [what: string, path: string, body: object, at: string[]];

function quotes({ accountId, productId, old, userId }: Sales): Refused[] {
  const line = (more: object = {}) => ({ productId, quantity: 1, ...more });
  const quote = (what: string, more: object, at: string[]): Refused => [
    `a quote: ${what}`,
    "/v1/quotes",
    { accountId, currency: "CNY", validUntil: "2099-12-31", lines: [line()], ...more },
    at,
  ];
  const due = (amountMinor: number, dueOn = "2099-01-31") => ({ dueOn, amountMinor });
  const price = "lines.1.unitPriceMinor";
  return [
    quote("nothing offered", { lines: [] }, ["lines"]),
    quote("none of it", { lines: [line(), line({ quantity: 0 })] }, ["lines.1.quantity"]),
    quote("half of it", { lines: [line({ quantity: 0.5 })] }, ["lines.0.quantity"]),
    quote("more off than there is", { lines: [line(), line({ discountBasisPoints: 10_001 })] }, [
      "lines.1.discountBasisPoints",
    ]),
    quote("less than nothing off", { discountBasisPoints: -1 }, ["discountBasisPoints"]),
    quote("a day that is none", { validUntil: "2099-02-30" }, ["validUntil"]),
    quote("a currency that is none", { currency: "XXX" }, ["currency"]),
    quote("what is sold no more", { lines: [line(), line({ productId: old })] }, ["lines.1.productId"]),
    quote("what is not there", { lines: [line(), line({ productId: "prd_00000000" })] }, ["lines.1.productId"]),
    quote("a thing of another kind", { lines: [line({ productId: accountId })] }, ["lines.0.productId"]),
    quote("words of its own", { lines: [line({ price: 5 })], sum: 3 }, ["lines.0.price", "sum"]),
    quote("a price in words", { lines: [line(), line({ unitPriceMinor: "viel" })] }, [price]),
    quote("a price below nothing", { lines: [line(), line({ unitPriceMinor: -1 })] }, [price]),
    quote("one that is told as text", { lines: [line(), line({ unitPriceMinor: "-0.5" })] }, [price]),
    quote("a price that is no number", { lines: [line(), line({ unitPriceMinor: [1] })] }, [price]),
    quote("a price with too many digits", { lines: [line(), line({ unitPriceMinor: "0.1234567" })] }, [price]),
    quote("a sum that is too large", { lines: [line({ unitPriceMinor: "99999999999999", quantity: 9 })] }, [
      "lines.0.amountMinor",
    ]),
    quote("nothing to pay", { lines: [line({ discountBasisPoints: 10_000 })] }, ["lines"]),
    quote("instalments of another sum", { instalments: [due(50_000), due(49_999)] }, ["instalments"]),
    quote("instalments of nothing", { instalments: [due(100_000), due(0, "2099-02-31")] }, [
      ...["instalments.1.amountMinor", "instalments.1.dueOn"],
    ]),
    quote("shares of nine tenths", { credits: [{ userId, basisPoints: 9_000, ledger: "primary" }] }, ["credits"]),
    quote("a term that ends first", { startsOn: "2099-02-01", endsOn: "2099-01-01" }, ["endsOn"]),
    quote("a contract that is not there", { orderKind: "upsell", baseOrderId: "ord_00000000" }, ["baseOrderId"]),
    quote("nobody to offer it to", { accountId: undefined }, ["accountId"]),
  ];
}

function orders({ accountId, productId, contactId }: Sales): Refused[] {
  const lines = [{ productId, quantity: 1, amountMinor: 100 }];
  const order = (what: string, more: object, at: string[]): Refused => [
    `an order: ${what}`,
    "/v1/orders",
    {
      ...{ accountId, currency: "CNY", kind: "new", lines },
      instalments: [{ dueOn: "2099-01-31", amountMinor: 100 }],
      ...more,
    },
    at,
  ];
  return [
    order("sums that differ", { instalments: [{ dueOn: "2099-01-31", amountMinor: 99 }] }, ["instalments"]),
    order("no such kind", { kind: "other" }, ["kind"]),
    order("less than nothing", { lines: [{ productId, quantity: 1, amountMinor: -100 }] }, ["lines.0.amountMinor"]),
    ["an envelope for nothing", "/v1/envelopes", { contactIds: [contactId] }, ["quoteId"]],
  ];
}

function pipelines({ accountId, contactId, saleId }: Sales): Refused[] {
  const stage = (key: string, more: object = {}) => ({
    ...{ key, name: key, probabilityBasisPoints: 100, category: "pipeline", ...more },
  });
  const pipeline = (what: string, stages: object[], at: string[]): Refused => [
    `a pipeline: ${what}`,
    ...(["/v1/pipelines", { name: what, stages }, at] as const),
  ];
  const entry = {
    all: [
      { field: "amountMinor", op: "gte", value: "lots" },
      { field: "nix", op: "eq", value: 1 },
    ],
  };
  const sale = (what: string, more: object, at: string[]): Refused => [
    `a sale: ${what}`,
    ...(["/v1/opportunities", { name: "三期", accountId, ...more }, at] as const),
  ];
  return [
    pipeline("one key twice", [stage("a"), stage("a")], ["stages.1.key"]),
    pipeline("won by half", [stage("a"), stage("w", { category: "closedWon" })], ["stages.1.probabilityBasisPoints"]),
    pipeline(
      "fields that are none",
      [stage("a", { requiredFields: ["amountMinor", "budget", "custom.no"] })],
      [...["stages.0.requiredFields.1", "stages.0.requiredFields.2"]],
    ),
    pipeline(
      "a rule that is none",
      [stage("a", { entry })],
      [...["stages.0.entry.all.0.value", "stages.0.entry.all.1.field"]],
    ),
    pipeline(
      "it begins with its end",
      [stage("w", { category: "closedWon", probabilityBasisPoints: 10_000 })],
      ["stages.0.category"],
    ),
    sale("a stage that is none", { stage: "nope" }, ["stage"]),
    sale("one person twice", { stakeholders: ["a", "b"].map((role) => ({ contactId, role })) }, ["stakeholders"]),
    sale("a rival that is not there", { competitors: ["cmp_00000000"] }, ["competitors.0"]),
    sale("half a cent", { amountMinor: 0.5 }, ["amountMinor"]),
    sale("no name", { name: "  " }, ["name", "name"]),
    ["a move to nowhere", `/v1/opportunities/${saleId}/move`, { stage: "nope" }, ["stage"]],
  ];
}

function offers({ productId, userId }: Sales): Refused[] {
  const quota = { period: "2099-12", measure: "signed", amountMinor: 1, currency: "CNY" };
  const word = { period: "2099-12", ownerId: userId, category: "commit", amountMinor: 1, note: "电话确认" };
  const template = (questions: object[]) => ({ name: "两问", questions });
  const basket = (more: object) => ({ currency: "CNY", lines: [{ productId, quantity: 1 }], ...more });
  return [
    [
      "a basket of what is not there",
      "/v1/prices/best",
      basket({ lines: [{ productId: "prd_00000000", quantity: 1 }] }),
      ["lines.0.productId"],
    ],
    ["a basket without a price", "/v1/prices/best", basket({ currency: "USD" }), ["lines.0.productId"]],
    ["a promotion of nothing", "/v1/promotions", { name: "满减" }, ["effect"]],
    ["a coupon of nothing", "/v1/coupons", { templateId: "cpt_00000000" }, ["templateId"]],
    ["a quota of nobody", "/v1/quotas", quota, ["ownerId"]],
    [
      "a quota of a month that is none",
      "/v1/quotas",
      { ...quota, ownerId: userId, period: "2099-13", amountMinor: 0 },
      ["amountMinor", "period"],
    ],
    ["a word on what is won", "/v1/forecast/overrides", { ...word, category: "closedWon" }, ["category"]],
    ["a word without a reason", "/v1/forecast/overrides", { ...word, note: undefined }, ["note"]],
    ["a rule of nobody", "/v1/approval-rules", { noun: "quote", steps: [{ by: "boss" }] }, ["steps.0.by"]],
    [
      "a rule of what a quote has not",
      "/v1/approval-rules",
      { noun: "quote", when: { field: "off", op: "gt", value: 1 }, steps: [{ by: "manager" }] },
      ["when.field"],
    ],
    [
      "a question of no weight",
      "/v1/qualification-templates",
      template([{ key: "a", text: "？", weight: 0 }]),
      ["questions.0.weight"],
    ],
    [
      "a question with one answer",
      "/v1/qualification-templates",
      template([{ key: "a", text: "？", weight: 1, answers: [{ key: "x", points: 1 }] }]),
      ["questions.0.answers"],
    ],
    [
      "a value of no weight",
      "/v1/value-models",
      { name: "价值", metrics: [{ key: "a", side: "existing", formula: "1", fullAt: 0, weight: 0 }] },
      ["metrics.0.fullAt", "metrics.0.weight"],
    ],
  ];
}

/** Where what was asked for would stand. */
const KEPT = ["quotes", "orders", "pipelines", "opportunities", "promotions", "coupons", "quotas", "approval-rules"];

test("what is wrong is named by its place, all of it and in Chinese where it is asked for, and nothing of it is written", async () => {
  const world = await sales();
  const { admin, bookId, productId } = world;
  const kept = async () =>
    Promise.all(KEPT.map(async (path) => [path, (await admin.get(`/v1/${path}`)).body.items.length]));
  const before = await kept();
  const cases = [...quotes(world), ...orders(world), ...pipelines(world), ...offers(world)];
  for (const [what, path, body, at] of cases) {
    const reply = await admin.post(path, body, { "accept-language": "zh-CN" });
    const errors = (reply.body.errors ?? []) as { path: string; message: string }[];
    expect([what, reply.status, errors.map((error) => error.path).sort()]).toEqual([what, 422, at]);
    for (const { message } of errors) expect([what, message]).not.toEqual([what, expect.stringMatching(ENGLISH)]);
  }
  const entries = [
    { productId, prices: [{ unitPriceMinor: 1 }, { unitPriceMinor: 2 }] },
    { productId, prices: [{ unitPriceMinor: 1, validFrom: "2099-02-01", validUntil: "2099-01-01" }] },
  ];
  const prices = await admin.put(`/v1/price-books/${bookId}/entries`, { entries });
  expect(prices.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
    ...["entries.0.prices.1.fromQuantity", "entries.1.prices.0.validUntil", "entries.1.productId"],
  ]);
  expect((await admin.get(`/v1/price-books/${bookId}/entries`)).body.items).toEqual([]);
  expect(await kept()).toEqual(before);
});
