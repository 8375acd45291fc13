import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
type Reply = { status: number; body: { items: { id: string }[] } };
const idsOf = ({ body }: Reply): string[] => body.items.map(({ id }) => id).toSorted();

/** Readers of every kind, each with all the ways by which an article may reach them. */
async function library() {
  const tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const author = await person({ roles: ["service"] });
  const sales = await person({ roles: ["sales"] });
  const partner = await made(admin, "/v1/partners", {
    name: "华东渠道",
    email: `p.${tenant.id.toLowerCase()}@example.com`,
  });
  const { key } = await made(admin, `/v1/partners/${partner.id}/api-keys`, { name: "t" });
  const form = await made(admin, "/v1/ticket-channels", { name: "帮助", kind: "form" });
  const own = (api: Api) => ({
    list: (query = "") => api.get(`/v1/knowledge?${query}`),
    read: (id: string) => api.get(`/v1/knowledge/${id}`),
    suggest: (text: string) => api.post("/v1/article-suggestions", { text }),
  });
  const page = `/v1/ticket-channels/${form.id}`;
  const stranger = stack().api();
  const readers = {
    author: own(author.api),
    sales: own(sales.api),
    partner: own(stack().api(String(key))),
    public: {
      list: (query = "") => stranger.get(`${page}/articles?${query}`),
      read: (id: string) => stranger.get(`${page}/articles/${id}`),
      suggest: (text: string) => stranger.post(`${page}/suggestions`, { text }),
    },
  };
  type Name = keyof typeof readers;
  const act = async (id: string, ...names: string[]) => {
    for (const name of names) expect((await admin.post(`/v1/articles/${id}/${name}`)).body).toMatchObject({ id });
    await stack().settled();
  };
  const publish = async (fields: object) => {
    const { id } = await made(admin, "/v1/articles", { title: "报表导出", body: "清除缓存后再导出。", ...fields });
    await act(id, "submit", "publish");
    return id;
  };
  /** Who reaches an article, by every way the same. */
  const reached = async (id: string): Promise<Name[]> => {
    const names = Object.keys(readers) as Name[];
    const found: Name[] = [];
    for (const name of names) {
      const { list, read, suggest } = readers[name];
      const replies = await Promise.all([list(), list("q=baobiao"), suggest("报表导出，清除缓存")]);
      const ways = [(await read(id)).status === 200, ...replies.map((reply) => idsOf(reply).includes(id))];
      expect([name, new Set(ways).size]).toEqual([name, 1]);
      if (ways[0]) found.push(name);
    }
    return found;
  };
  return { ...tenant, author, sales, form, page, readers, act, publish, reached };
}

test("an article reaches those alone for whom it was published, by list, search, suggestion and address alike", async () => {
  const { publish, reached, readers, sales, admin } = await library();
  const all = {
    internal: await publish({}),
    roles: await publish({ roles: ["service"] }),
    partners: await publish({ audience: "partners" }),
    public: await publish({ audience: "public", language: "en" }),
  };
  expect(await reached(all.internal)).toEqual(["author", "sales"]);
  expect(await reached(all.roles)).toEqual(["author"]);
  expect(await reached(all.partners)).toEqual(["author", "sales", "partner"]);
  expect(await reached(all.public)).toEqual(["author", "sales", "partner", "public"]);
  expect(idsOf(await readers.public.list("language=zh-CN"))).toEqual([]);
  expect(idsOf(await readers.partner.list("language=en&q=baobiao"))).toEqual([all.public]);
  expect(idsOf(await readers.partner.list("language=zh-CN"))).toEqual([all.partners]);
  // Whoever may not read it can say nothing of it, nor see who did.
  const rate = await sales.api.post(`/v1/knowledge/${all.roles}/rate`, { helpful: false });
  expect(rate.status).toBe(404);
  expect((await sales.api.get(`/v1/articles/${all.internal}/revisions`)).status).toBe(403);
  expect((await admin.get(`/v1/articles/${all.roles}/counts`)).body).toMatchObject({
    used: 0,
    helpful: 0,
    unhelpful: 0,
  });
});

test("what is withdrawn, archived or narrowed is gone at once by every address; for more readers it is published first", async () => {
  const { publish, reached, act, admin, author, readers } = await library();
  const id = await publish({ audience: "public", ownerId: author.id });
  const other = await publish({ audience: "public" });
  const path = `/v1/articles/${id}`;
  for (const one of [id, other]) expect(await reached(one)).toContain("public");
  await act(id, "revise");
  expect((await author.api.patch(path, { audience: "partners", body: "内部步骤" })).status).toBe(200);
  await stack().settled();
  expect(await reached(id)).toEqual(["author", "sales", "partner"]);
  expect((await readers.partner.read(id)).body).toMatchObject({ body: "清除缓存后再导出。", revision: 1 });
  await act(id, "submit", "publish", "revise");
  expect((await readers.partner.read(id)).body).toMatchObject({ body: "内部步骤", revision: 2 });
  // Whoever writes it makes it nobody else's to read: that is for those who publish.
  expect((await author.api.patch(path, { audience: "public", roles: null })).status).toBe(200);
  await stack().settled();
  expect(await reached(id)).toEqual(["author", "sales", "partner"]);
  expect((await author.api.post(`${path}/submit`)).status).toBe(200);
  expect([(await author.api.post(`${path}/publish`)).status, (await reached(id)).length]).toEqual([403, 3]);
  // The same text for more is the same revision.
  await act(id, "publish");
  expect(await reached(id)).toEqual(["author", "sales", "partner", "public"]);
  expect((await readers.public.read(id)).body.revision).toBe(2);
  expect(
    (await admin.get(`${path}/revisions`)).body.items.map(({ revision }: { revision: number }) => revision),
  ).toEqual([2, 1]);
  await act(id, "withdraw");
  expect(await reached(id)).toEqual([]);
  // Published once more it is another revision: none that readers have read is written over.
  await act(id, "submit", "publish");
  expect((await readers.public.read(id)).body.revision).toBe(3);
  expect((await admin.get(`${path}/revisions`)).body.items).toHaveLength(3);
  await act(other, "archive");
  expect(await reached(other)).toEqual([]);
});

test("the page of one tenant shows nothing of another, and nothing once its form is gone", async () => {
  const [one, other] = [await library(), await library()];
  const id = await one.publish({ audience: "public" });
  expect(await other.reached(id)).toEqual([]);
  expect((await one.admin.get(`/v1/articles/${id}`)).status).toBe(200);
  expect((await other.admin.get(`/v1/articles/${id}/revisions`)).status).toBe(404);
  expect((await one.admin.post(`/v1/ticket-channels/${one.form.id}/archive`)).status).toBe(200);
  for (const reply of [await one.readers.public.list(), await one.readers.public.read(id)])
    expect(reply.status).toBe(404);
});
