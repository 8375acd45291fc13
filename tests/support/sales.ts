import { expect } from "@jest/globals";
import { addDays, civilDate } from "../../shared/clock.ts";
import type { Api } from "./api.ts";
import { seeded } from "./faults.ts";
import type { TestStack } from "./stack.ts";
import { made, openTenant, type TestTenant } from "./tenant.ts";

export type Sale = {
  id: string;
  name: string;
  stage: string;
  pipelineId: string;
  status: string;
  amountMinor?: number;
  currency: string;
  expectedOn?: string;
  closedOn?: string;
  ownerId?: string;
  departmentId?: string;
  archived?: boolean;
  team?: { userId: string }[];
  products?: { productType: string }[];
  competitors?: string[];
};
export type Move = { from?: string; to: string; stayedSeconds?: number; ownerId?: string };
export type Sum = {
  category: string;
  count: number;
  amountMinor: number;
  weightedMinor: number;
  adjustedMinor: number;
};

export const STAGES = [
  { key: "a", name: "初", probabilityBasisPoints: 1_333, category: "pipeline" },
  { key: "b_2", name: "中", probabilityBasisPoints: 3_333, category: "best" },
  { key: "c-3", name: "末", probabilityBasisPoints: 7_777, category: "commit" },
  { key: "won", name: "赢", probabilityBasisPoints: 10_000, category: "closedWon" },
  { key: "lost", name: "输", probabilityBasisPoints: 0, category: "closedLost" },
];
export const todayIn = (stack: TestStack): string => civilDate(stack.clock.now(), "Asia/Shanghai");

/** People of two departments with sales in every stage, of several products and against several competitors. */
export async function salesWorld(stack: TestStack, sales: number) {
  const today = todayIn(stack);
  const tenant = await openTenant(stack);
  const { admin, person } = tenant;
  const head = await made(admin, "/v1/departments", { name: "销售部" });
  const north = await made(admin, "/v1/departments", { name: "北区", parentId: head.id });
  const south = await made(admin, "/v1/departments", { name: "南区", parentId: head.id });
  const chief = await person({ roles: ["manager"], departmentId: north.id });
  const reps = [
    await person({ roles: ["sales"], departmentId: north.id }),
    await person({ roles: ["sales"], departmentId: south.id }),
    await person({ roles: ["sales"] }),
  ];
  const product = (code: string, productType: string) =>
    made(admin, "/v1/products", { code, name: code, productType, listPriceMinor: 1_000, currency: "CNY" });
  const products = [await product("S", "sub_scription"), await product("V", "service")];
  const rivals = [
    await made(admin, "/v1/competitors", { name: "友商甲" }),
    await made(admin, "/v1/competitors", { name: "友商乙" }),
  ];
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const pipeline = await made(admin, "/v1/pipelines", { name: "二", stages: STAGES });
  const random = seeded(23);
  const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  for (let n = 0; n < sales; n++) {
    const sale = await made(admin, "/v1/opportunities", {
      ...{ name: `商机 ${n}`, accountId: account.id, pipelineId: pipeline.id, ownerId: some(reps).id },
      ...(random() < 0.9 && { amountMinor: some([100, 100, 333, Math.floor(random() * 9_999)]) }),
      ...(random() < 0.9 && { expectedOn: some([today, addDays(today, 40)]) }),
      ...(random() < 0.2 && { currency: "USD" }),
      ...(random() < 0.5 && { products: products.slice(0, 1 + (n % 2)).map(({ id }) => ({ productId: id })) }),
      ...(random() < 0.5 && { competitors: rivals.slice(n % 2).map(({ id }) => id) }),
      ...(random() < 0.3 && { team: [{ userId: some(reps).id }] }),
    });
    for (let moves = Math.floor(random() * 4); moves > 0; moves--) {
      stack.clock.set(new Date(stack.clock.now().getTime() + 1_000));
      await admin.post(`/v1/opportunities/${sale.id}/move`, { stage: some(STAGES).key, lostReason: "价格" });
    }
    if (random() < 0.1) await admin.post(`/v1/opportunities/${sale.id}/archive`);
  }
  await stack.settled();
  return { ...tenant, head, north, south, chief, reps, rivals, pipeline, account };
}

export type SalesWorld = Awaited<ReturnType<typeof salesWorld>>;

export const get = async (api: Api, path: string) => {
  const reply = await api.get(path);
  expect([path, reply.status]).toEqual([path, 200]);
  return reply.body;
};

export const everySale = async ({ admin }: TestTenant): Promise<Sale[]> => {
  return (await get(admin, "/v1/opportunities?limit=200")).items;
};

export const sum = (rows: readonly Sale[]): number =>
  rows.reduce((total, { amountMinor = 0 }) => total + amountMinor, 0);
export const specOf = (key: string) => STAGES.find((stage) => stage.key === key) as (typeof STAGES)[number];

/** Who sees which sales, said plainly. */
export const views = ({ admin, chief, reps, north }: SalesWorld): [string, Api, (sale: Sale) => boolean][] => [
  ["everything", admin, () => true],
  ["a department", chief.api, ({ departmentId }) => departmentId === north.id],
  ...reps.map(({ id, api }, n): [string, Api, (sale: Sale) => boolean] => [
    `what is a person's and their team's ${n}`,
    api,
    ({ ownerId, team = [] }) => ownerId === id || team.some(({ userId }) => userId === id),
  ]),
];
