import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { FieldRule, RecordScope } from "../../shared/auth/role.ts";
import type { Api } from "../support/api.ts";
import { fetched, itemsOf, jobOf } from "../support/jobs.ts";
import {
  mustSee,
  type OraclePerson,
  type OracleRecord,
  type OracleRole,
  type OracleShare,
  ruleOf,
  shownValue,
  type Tree,
} from "../support/oracle.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const WORLDS = scaled(2, 60);
const PEOPLE = 4;
const RECORDS = 12;

const stack = useStack();

/** What a record shows of its fields, wherever it is read. */
type Shown = { id: string; name?: string; registrationNo?: string; phone?: string; custom?: { secretNo?: string } };

/** Fields that roles may restrict, and where a record shows them. */
const FIELDS: Record<string, Record<string, (row: Shown) => string | undefined>> = {
  account: { registrationNo: (row) => row.registrationNo, "custom.secretNo": (row) => row.custom?.secretNo },
  contact: { phone: (row) => row.phone },
};

const scope = fc.constantFrom<RecordScope>("own", "team", "department", "subtree", "all");
const rule = fc.option(fc.constantFrom<FieldRule>("hidden", "masked", "readOnly"), { nil: undefined });
const role = fc.record({
  account: fc.option(scope, { nil: undefined }),
  others: fc.option(scope, { nil: undefined }),
  registrationNo: rule,
  secretNo: rule,
  phone: rule,
});
const world = fc.record({
  parents: fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }),
  roles: fc.array(role, { minLength: 3, maxLength: 3 }),
  people: fc.array(
    fc.record({
      roles: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 }),
      home: fc.option(fc.nat(3), { nil: undefined }),
    }),
    { minLength: PEOPLE, maxLength: PEOPLE },
  ),
  records: fc.array(
    fc.record({
      isContact: fc.boolean(),
      owner: fc.option(fc.nat(PEOPLE - 1), { nil: undefined }),
      home: fc.option(fc.nat(3), { nil: undefined }),
      team: fc.uniqueArray(fc.nat(PEOPLE - 1), { maxLength: 2 }),
      city: fc.constantFrom("上海", "北京"),
    }),
    { minLength: RECORDS, maxLength: RECORDS },
  ),
  shares: fc.array(
    fc.record({
      city: fc.constantFrom("上海", "北京"),
      who: fc.nat(PEOPLE - 1),
      home: fc.option(fc.nat(3), { nil: undefined }),
    }),
    { maxLength: 2 },
  ),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

type Built = { tenant: TestTenant; people: OraclePerson[]; records: OracleRecord[]; tree: Tree; shares: OracleShare[] };

const PERMISSIONS = [
  "jobs.*",
  "accounts.*",
  "contacts.*",
  "views.read",
  "views.write",
  "audit.read",
  "search.read",
  "fields.read",
];

const given = <V>(entries: [string, V | undefined][]): Record<string, V> =>
  Object.fromEntries(entries.filter((e): e is [string, V] => e[1] !== undefined));

async function buildRoles({ admin }: TestTenant, roles: World["roles"]): Promise<OracleRole[]> {
  const built: OracleRole[] = [];
  for (const [n, r] of roles.entries()) {
    const scopes = given<RecordScope>([
      ["account", r.account],
      ["*", r.others],
      ["user", "all"],
      ["job", "own"],
    ]);
    const fields = {
      account: given<FieldRule>([
        ["registrationNo", r.registrationNo],
        ["custom.secretNo", r.secretNo],
      ]),
      contact: given<FieldRule>([["phone", r.phone]]),
    };
    built.push({ name: `role${n}`, scopes, fields });
    await made(admin, "/v1/roles", { name: `role${n}`, permissions: PERMISSIONS, scopes, fields });
  }
  return built;
}

async function build(w: World): Promise<Built> {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  await made(admin, "/v1/custom-fields", { noun: "account", key: "secretNo", label: "密号", type: "text" });
  const departments: string[] = [];
  const tree = new Map<string, string | undefined>();
  for (const parent of [undefined, ...w.parents]) {
    const parentId = parent === undefined ? undefined : departments[parent % departments.length];
    const { id } = await made(admin, "/v1/departments", { name: `部门${departments.length}`, parentId });
    departments.push(id);
    tree.set(id, parentId);
  }
  const roles = await buildRoles(tenant, w.roles);
  const people: OraclePerson[] = [];
  for (const { roles: held, home } of w.people) {
    const departmentId = home === undefined ? undefined : departments[home];
    const mine = held.map((n) => roles[n] as OracleRole);
    const { id, api } = await tenant.person({ roles: mine.map((r) => r.name), departmentId });
    people.push({ id, api, roles: mine, departmentId });
  }
  const records: OracleRecord[] = [];
  const { id: anyAccount } = await made(admin, "/v1/accounts", { name: "南京无主" });
  records.push({ id: anyAccount, noun: "account", fields: { name: "南京无主" } });
  for (const [n, r] of w.records.entries()) {
    const owner = r.owner === undefined ? undefined : people[r.owner];
    // A record without a department takes its owner's.
    const departmentId = r.home === undefined ? owner?.departmentId : (departments[r.home] as string);
    const name = `${r.city}${n}`;
    const owned = { name, ownerId: owner?.id, departmentId };
    const team = r.isContact ? [] : r.team.map((m) => people[m]!.id);
    const fields = r.isContact
      ? { name, phone: `+861380000${String(1000 + n)}` }
      : { name, registrationNo: `9131000${1000 + n}`, "custom.secretNo": `S-${10_000 + n}-X` };
    const body = r.isContact
      ? { ...owned, accountId: anyAccount, phone: fields.phone }
      : {
          ...owned,
          registrationNo: fields.registrationNo,
          custom: { secretNo: fields["custom.secretNo"] },
          team: team.map((userId) => ({ userId })),
        };
    const { id } = await made(admin, r.isContact ? "/v1/contacts" : "/v1/accounts", body);
    records.push({ id, noun: r.isContact ? "contact" : "account", ownerId: owner?.id, departmentId, team, fields });
  }
  const shares: OracleShare[] = [];
  for (const { city, who, home } of w.shares) {
    const to = home === undefined ? { userIds: [people[who]!.id] } : { departmentIds: [departments[home] as string] };
    const when = { field: "name", op: "startsWith", value: city };
    await made(admin, "/v1/sharing-rules", { name: "s", noun: "account", when, to, level: "read" });
    shares.push({ noun: "account", field: "name", prefix: city, ...to });
  }
  await stack().settled();
  return { tenant, people, records, tree, shares };
}

async function allOf(api: Api, path: string): Promise<Shown[]> {
  const found: Shown[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const more = cursor && `${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
    const reply = await api.get(path + more);
    expect([path, reply.status]).toEqual([path, 200]);
    found.push(...reply.body.items);
    cursor = reply.body.nextCursor;
  }
  return found;
}

/** Every way to read all records of a noun: each must show just what the oracle says. */
const READ_PATHS: Record<string, (person: OraclePerson, noun: string) => Promise<Shown[]>> = {
  list: ({ api }, noun) => allOf(api, `/v1/${noun}s?limit=5`),
  view: async ({ api }, noun) => {
    const { id } = await made(api, "/v1/views", { noun, name: "v", filter: { all: [] } });
    return allOf(api, `/v1/views/${id}/rows?limit=5`);
  },
  "sorted view": async ({ api }, noun) => {
    const { id } = await made(api, "/v1/views", { noun, name: "v", filter: { all: [] }, sort: "name" });
    return allOf(api, `/v1/views/${id}/rows?limit=5`);
  },
};

/** The search box and an exported file: the ids that somebody gets out of them. */
const ID_PATHS: Record<string, (person: OraclePerson, noun: string, city: string) => Promise<string[]>> = {
  search: async ({ api }, noun, city) =>
    (await allOf(api, `/v1/search?q=${encodeURIComponent(city)}&nouns=${noun}&limit=5`)).map(({ id }) => id),
  batch: async ({ api }, noun, city) => {
    const filter = { field: "name", op: "startsWith", value: city };
    const job = await jobOf(stack(), api, `/v1/${noun}s/batch`, { filter, operation: "restore" });
    return (await itemsOf(api, job.id)).map(({ id }) => id);
  },
  export: async ({ api }, noun, city) => {
    const filter = { field: "name", op: "startsWith", value: city };
    const job = await jobOf(stack(), api, "/v1/exports", { noun, format: "csv", filter, columns: ["id", "name"] });
    const [, ...rows] = await fetched(job.downloadUrl);
    return rows.map(([id]) => id ?? "");
  },
};

const COUNTS: Record<string, (person: OraclePerson, noun: string) => Promise<number>> = {
  count: async ({ api }, noun) => (await api.get(`/v1/${noun}s/count`)).body.count,
  "view count": async ({ api }, noun) => {
    const { id } = await made(api, "/v1/views", { noun, name: "v", filter: { all: [] } });
    return (await api.get(`/v1/views/${id}/count`)).body.count;
  },
};

/** What is read of a record shows each field as the person's roles let it. */
function expectFields(person: OraclePerson, record: OracleRecord, row: Shown, where: string): void {
  for (const [field, read] of Object.entries(FIELDS[record.noun] ?? {})) {
    const wanted = shownValue(ruleOf(person, record.noun, field), record.fields[field]);
    expect([where, field, read(row)]).toEqual([where, field, wanted]);
  }
}

async function check(built: Built, person: OraclePerson): Promise<void> {
  for (const noun of ["account", "contact"]) {
    const all = built.records.filter((r) => r.noun === noun);
    const seen = all.filter((r) => mustSee(person, r, built.tree, built.shares));
    for (const [where, read] of Object.entries(READ_PATHS)) {
      const rows = await read(person, noun);
      expect([where, rows.map(({ id }) => id).sort()]).toEqual([where, seen.map(({ id }) => id).sort()]);
      for (const row of rows) expectFields(person, all.find(({ id }) => id === row.id)!, row, where);
    }
    for (const [where, count] of Object.entries(COUNTS)) {
      expect([where, await count(person, noun)]).toEqual([where, seen.length]);
    }
    for (const [where, read] of Object.entries(ID_PATHS)) {
      for (const city of ["上海", "北京"]) {
        const wanted = seen.filter(({ fields }) => fields.name?.startsWith(city)).map(({ id }) => id);
        expect([where, city, (await read(person, noun, city)).sort()]).toEqual([where, city, wanted.sort()]);
      }
    }
    for (const record of all) {
      const isSeen = seen.includes(record);
      const reply = await person.api.get(`/v1/${noun}s/${record.id}`);
      expect([record.id, reply.status]).toEqual([record.id, isSeen ? 200 : 404]);
      if (isSeen) expectFields(person, record, reply.body, "read");
      const history = await person.api.get(`/v1/audit-entries?recordId=${record.id}`);
      expect(["history", history.status]).toEqual(["history", isSeen ? 200 : 404]);
      const around = await Promise.all(
        ["timeline", ...(noun === "account" ? ["360", "hierarchy"] : [])].map((part) =>
          person.api.get(`/v1/${noun}s/${record.id}/${part}`),
        ),
      );
      expect(around.map(({ status }) => status)).toEqual(around.map(() => (isSeen ? 200 : 404)));
      const text = JSON.stringify([reply.body, history.body, ...around.map(({ body }) => body)]);
      for (const [field, value] of Object.entries(record.fields)) {
        const isOpen = isSeen && !["hidden", "masked"].includes(ruleOf(person, noun, field) ?? "");
        if (!isOpen && value && value.length > 6) expect([field, text.includes(value)]).toEqual([field, false]);
      }
    }
  }
}

describe("random roles, scopes, teams, sharing rules and records", () => {
  test("every read path shows each person just what an oracle says", async () => {
    await fc.assert(
      fc.asyncProperty(world, async (w) => {
        const built = await build(w);
        for (const person of built.people) await check(built, person);
      }),
      { numRuns: WORLDS, endOnFailure: true, ...(process.env.SEED && { seed: Number(process.env.SEED) }) },
    );
  }, 3_600_000);
});
