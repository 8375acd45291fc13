import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { handler as review } from "../../functions/articles/review.ts";
import { nearest, termsOf } from "../../functions/articles/rules.ts";
import { lambdas } from "../../functions/modules.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const idsOf = (reply: { body: { items: { id: string }[] } }): string[] => reply.body.items.map(({ id }) => id);

async function publish(api: Api, fields: object): Promise<string> {
  const { id } = await made(api, "/v1/articles", { body: "见正文。", ...fields });
  for (const act of ["submit", "publish"]) {
    const reply = await api.post(`/v1/articles/${id}/${act}`);
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  }
  return id;
}

test("an article is written, reviewed, published and revised; readers read what is published, in every revision", async () => {
  const { admin, person } = await openTenant(stack());
  const [author, reader] = [await person({ roles: ["service"] }), await person({ roles: ["sales"] })];
  const { id } = await made(author.api, "/v1/articles", { title: "报表无法导出怎么办", body: "清除缓存" });
  const read = () => reader.api.get(`/v1/knowledge/${id}`);
  expect((await read()).status).toBe(404);
  expect((await author.api.post(`/v1/articles/${id}/publish`)).status).toBe(403);
  await author.api.post(`/v1/articles/${id}/submit`);
  expect((await admin.post(`/v1/articles/${id}/publish`)).body).toMatchObject({ state: "published", revision: 1 });
  expect((await read()).body).toMatchObject({ title: "报表无法导出怎么办", body: "清除缓存", revision: 1 });
  expect((await author.api.patch(`/v1/articles/${id}`, { body: "x" })).status).toBe(409);
  await author.api.post(`/v1/articles/${id}/revise`);
  await author.api.patch(`/v1/articles/${id}`, { body: "重新登录" });
  expect((await read()).body.body).toBe("清除缓存");
  await author.api.post(`/v1/articles/${id}/submit`);
  await admin.post(`/v1/articles/${id}/publish`);
  expect((await read()).body).toMatchObject({ body: "重新登录", revision: 2 });
  const revisions = (await admin.get(`/v1/articles/${id}/revisions`)).body.items;
  expect(revisions.map(({ revision, body }: { revision: number; body: string }) => [revision, body])).toEqual([
    [2, "重新登录"],
    [1, "清除缓存"],
  ]);
  // Nobody has looked at it for half a year: it is put up for review, and read on meanwhile.
  stack().clock.set(new Date(stack().clock.now().getTime() + 182 * 86_400_000));
  await Promise.all([review(), review()]);
  await stack().settled();
  expect((await admin.get(`/v1/articles/${id}`)).body).toMatchObject({
    state: "inReview",
    staleAt: expect.any(String),
  });
  expect((await read()).status).toBe(200);
  const tasks = (await admin.get(`/v1/activities?relatedTo=${id}`)).body.items;
  expect(tasks).toMatchObject([{ kind: "task", ownerId: author.id, subject: expect.stringContaining("报表无法导出") }]);
  expect((await admin.post(`/v1/articles/${id}/publish`)).body).toMatchObject({ state: "published", revision: 2 });
  await admin.post(`/v1/articles/${id}/withdraw`);
  expect((await read()).status).toBe(404);
});

test("articles are found by words, pinyin and mistyped ones, suggested by a text, and read by those alone whose they are", async () => {
  const { admin, person } = await openTenant(stack());
  const partner = await made(admin, "/v1/partners", {
    name: "华东渠道",
    email: `p${stack().clock.now().getTime()}@example.com`,
  });
  const key = (await made(admin, `/v1/partners/${partner.id}/api-keys`, { name: "t" })) as unknown as { key: string };
  const [sales, service, channel] = [
    await person({ roles: ["sales"] }),
    await person({ roles: ["service"] }),
    stack().api(key.key),
  ];
  const exported = await publish(admin, {
    title: "报表导出失败怎么办",
    body: "导出时一直转圈，请清除缓存。",
    audience: "public",
    category: "报表",
  });
  const install = await publish(admin, {
    title: "Install the connector",
    body: "Run the installer.",
    audience: "partners",
    language: "en",
    keywords: ["setup"],
  });
  const secret = await publish(admin, { title: "工单升级流程", body: "升级给研发。", roles: ["service"] });
  await made(admin, "/v1/articles", { title: "报表草稿", body: "x", audience: "public" });
  await stack().settled();
  const find = async (api: Api, query: string) => idsOf(await api.get(`/v1/knowledge?${query}`));
  for (const q of ["报表", "baobiao", "bbdc", "导出失败"])
    expect([q, await find(sales.api, `q=${encodeURIComponent(q)}`)]).toEqual([q, [exported]]);
  for (const q of ["conector", "setup", "instal"]) expect([q, await find(sales.api, `q=${q}`)]).toEqual([q, [install]]);
  expect(await find(sales.api, "")).toEqual([install, exported]);
  expect(await find(service.api, "")).toEqual([secret, install, exported]);
  expect(await find(channel, "")).toEqual([install, exported]);
  expect(await find(service.api, "language=en")).toEqual([install]);
  expect((await sales.api.get(`/v1/knowledge/${secret}`)).status).toBe(404);
  expect((await channel.get(`/v1/articles/${secret}`)).status).toBe(403);
  const suggest = async (api: Api, text: string) => idsOf(await api.post("/v1/article-suggestions", { text }));
  expect(await suggest(service.api, "导出一直转圈，怎么升级给研发？")).toEqual([exported, secret]);
  expect(await suggest(sales.api, "导出一直转圈，怎么升级给研发？")).toEqual([exported]);

  const form = await made(admin, "/v1/ticket-channels", { name: "帮助", kind: "form" });
  const stranger = stack().api();
  const base = `/v1/ticket-channels/${form.id}`;
  expect(idsOf(await stranger.get(`${base}/articles?q=baobiao`))).toEqual([exported]);
  expect(idsOf(await stranger.get(`${base}/articles`))).toEqual([exported]);
  expect((await stranger.get(`${base}/articles/${exported}`)).body.body).toContain("清除缓存");
  expect((await stranger.get(`${base}/articles/${install}`)).status).toBe(404);
  expect(idsOf(await stranger.post(`${base}/suggestions`, { text: "导出转圈" }))).toEqual([exported]);

  // Used in an answer, and rated: each counted once.
  const ticket = await made(admin, "/v1/tickets", { subject: "导出", body: "转圈", ownerId: service.id });
  const answer = await service.api.post(`/v1/tickets/${ticket.id}/messages`, {
    text: "见文章",
    articleIds: [exported],
  });
  expect(answer.body.articleIds).toEqual([exported]);
  expect(
    (await service.api.post(`/v1/tickets/${ticket.id}/messages`, { text: "x", articleIds: ["art_NOTTHERE1"] })).status,
  ).toBe(422);
  await sales.api.post(`/v1/knowledge/${exported}/rate`, { helpful: false });
  for (const _ of [1, 2]) await sales.api.post(`/v1/knowledge/${exported}/rate`, { helpful: true });
  await stack().settled();
  expect((await admin.get(`/v1/articles/${exported}/counts`)).body).toMatchObject({
    used: 1,
    helpful: 1,
    unhelpful: 0,
  });
});

test("what is nearest to a text has the more of its rare words, and what shares nothing is left out", () => {
  const word = fc.constantFrom("导出", "报表", "login", "slow", "发票", "export", "密码");
  const text = fc.array(word, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), text, (bodies, asked) => {
      const all = bodies.map((words, n) => ({
        id: String(n),
        title: new Set<string>(),
        body: termsOf(words.join(" ")),
      }));
      const found = nearest(asked.join(" "), all);
      const shares = bodies.flatMap((words, n) => (words.some((one) => asked.includes(one)) ? [String(n)] : []));
      expect(found.map(({ id }) => id).sort()).toEqual(shares);
      for (const [n, { score }] of found.entries()) expect(score).toBeLessThanOrEqual(found[n - 1]?.score ?? score);
    }),
  );
});
