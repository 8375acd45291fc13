import * as fc from "fast-check";
import type { Api } from "./api.ts";
import { apiClient, type TestStack } from "./stack.ts";
import { made, openTenant, type TestTenant } from "./tenant.ts";

/** What somebody really reaches, found out by trying: each call that is let through, each record and value that is shown. */
export type Probed = ReadonlySet<string>;

export type Somebody = { id: string; api: Api; home?: string; archived: boolean; own: string; reach: Probed };
export type Definition = { permissions: string[]; scopes: object; fields: object };

export type World = {
  stack: TestStack;
  tenant: TestTenant;
  people: Somebody[];
  roles: string[];
  departments: string[];
  shares: string[];
  /** Somebody of no consequence, who tries on roles. */
  mannequin: Somebody;
  names: number;
};

const PERMISSIONS = ["accounts.read", "accounts.write", "contacts.read", "orders.read", "users.*", "sharing.*"];
const SCOPES = ["own", "team", "department", "subtree", "all"] as const;

const scope = fc.option(fc.constantFrom(...SCOPES), { nil: undefined, freq: 4 });
const rule = fc.option(fc.constantFrom("hidden", "masked", "readOnly"), { nil: undefined, freq: 2 });
const stated = <V>(entries: [string, V | undefined][]): Record<string, V> =>
  Object.fromEntries(entries.filter((entry): entry is [string, V] => entry[1] !== undefined));

/** A role: nearly every one may write users, since whoever may not gets nowhere. */
export const definition: fc.Arbitrary<Definition> = fc
  .record({
    permissions: fc.subarray(PERMISSIONS, { minLength: 1 }),
    isPlain: fc.nat(3),
    scopes: fc.tuple(scope, scope, scope),
    fields: fc.tuple(rule, rule),
  })
  .map(({ permissions, isPlain, scopes: [account, contact, others], fields: [number, phone] }) => ({
    permissions: isPlain ? [...new Set([...permissions, "users.*", "accounts.read"])] : permissions,
    scopes: stated([
      ["account", account],
      ["contact", contact],
      ["*", others],
    ]),
    fields: { account: stated([["registrationNo", number]]), contact: stated([["phone", phone]]) },
  }));

/** The calls that a credential is let through; what they are refused for besides the permission changes nothing. */
const CALLS: [method: string, path: string][] = [
  ["GET", "/v1/orders"],
  ["POST", "/v1/users"],
  ["POST", "/v1/sharing-rules"],
  ["POST", "/v1/accounts"],
];
const LISTS: [path: string, field: string][] = [
  ["/v1/accounts?limit=200", "registrationNo"],
  ["/v1/contacts?limit=200", "phone"],
];

export async function probe(api: Api): Promise<Set<string>> {
  const calls = CALLS.map(async ([method, path]) => {
    const { status } = await api.request(method, path, method === "POST" ? { body: {} } : {});
    return status === 403 || status === 401 ? [] : [`${method} ${path}`];
  });
  const lists = LISTS.map(async ([path, field]) => {
    const { status, body } = await api.get(path);
    if (status !== 200) return [];
    const rows = body.items as Record<string, string>[];
    return [
      path,
      ...rows.flatMap((row) => {
        const value = row[field];
        const seen = value === undefined ? [] : value.includes("*") ? ["some of "] : ["some of ", "all of "];
        return ["", ...seen].map((how) => `${how}${row.id}`);
      }),
    ];
  });
  return new Set((await Promise.all([...calls, ...lists])).flat());
}

/** The parts of one reach that another lacks; what is somebody's own is left out, since every role gives as much to its holder. */
export const beyond = (reach: Probed, of: Probed, own?: string): string[] =>
  [...reach].filter((part) => !of.has(part) && !(own && part.endsWith(own)));

async function person(world: Omit<World, "mannequin">, roles: string[], home?: string): Promise<Somebody> {
  const { id, api } = await world.tenant.person({ roles, departmentId: home });
  return settled(world, { id, api, home, archived: false, own: "", reach: new Set() });
}

/** Gives somebody an account of their own, which is in no department. */
async function settled({ tenant, names }: Pick<World, "tenant" | "names">, who: Somebody): Promise<Somebody> {
  const body = { name: `own ${names}`, ownerId: who.id, registrationNo: `OWN-${who.id}` };
  const { id } = await made(tenant.admin, "/v1/accounts", body);
  await tenant.admin.patch(`/v1/accounts/${id}`, { departmentId: null });
  return { ...who, own: id };
}

export type Start = { roles: Definition[]; parents: number[]; people: { role: number; home: number }[] };
export const start: fc.Arbitrary<Start> = fc.record({
  roles: fc.array(definition, { minLength: 4, maxLength: 4 }),
  parents: fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }),
  // The last role is nobody's at first.
  people: fc.array(fc.record({ role: fc.nat(2), home: fc.nat(4) }), { minLength: 4, maxLength: 4 }),
});

/** A tenant with a tree of departments, each with a record of every noun, and people in it. */
export async function build(stack: TestStack, { roles, parents, people }: Start): Promise<World> {
  const tenant = await openTenant(stack);
  const { admin } = tenant;
  await stack.api(stack.operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  const world = {
    stack,
    tenant,
    people: [] as Somebody[],
    roles: [] as string[],
    departments: [] as string[],
    shares: [],
    names: 0,
  };
  for (const [n, parent] of [undefined, ...parents].entries()) {
    const parentId = parent === undefined ? undefined : world.departments[parent % n];
    const { id } = await made(admin, "/v1/departments", { name: `d${n}`, parentId });
    world.departments.push(id);
  }
  for (const [n, departmentId] of [...world.departments, undefined].entries()) {
    const { ownerId: _admin, ...where } = { ownerId: null, departmentId };
    const account = await made(admin, "/v1/accounts", {
      name: `上海 ${n}`,
      ...where,
      registrationNo: `NUMBER-${n}-0000`,
    });
    await made(admin, "/v1/contacts", { name: `c${n}`, accountId: account.id, ...where, phone: `1380000000${n}` });
  }
  for (const [n, body] of roles.entries()) {
    world.roles.push((await made(admin, "/v1/roles", { name: `role${n}`, ...body })).id);
  }
  for (const { role, home } of people) world.people.push(await person(world, [`role${role}`], world.departments[home]));
  const mannequin = await person(world, ["role0"]);
  for (const one of world.people) one.reach = await probe(one.api);
  return { ...world, mannequin };
}

/** What a definition gives to somebody who is at home in a department. */
export async function tried(world: World, definition: object, departmentId: string | null): Promise<Probed> {
  const { admin } = world.tenant;
  const name = `tried ${++world.names}`;
  const { id } = await made(admin, "/v1/roles", { name, ...definition });
  await admin.patch(`/v1/users/${world.mannequin.id}`, { roles: [name], departmentId });
  const reach = await probe(world.mannequin.api);
  await admin.post(`/v1/roles/${id}/archive`);
  return reach;
}

/** Issues a new credential to somebody whose old one has ended. */
export async function admitted({ tenant, stack }: World, id: string): Promise<Api> {
  const reply = await tenant.admin.post(`/v1/users/${id}/api-keys`, { name: "anew" });
  return apiClient(stack.baseUrl, reply.body.key);
}
