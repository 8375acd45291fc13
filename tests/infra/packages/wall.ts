import { describe, expect, test } from "@jest/globals";
import { modules } from "../../../functions/modules.ts";
import { tenantPrefix } from "../../../shared/table/action.ts";
import { facts, type Placed, type Properties, synthesized } from "./made.ts";

const synth = synthesized("plain");

type Statement = {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Properties;
  NotAction?: unknown;
};
type Held = Statement & { role: string };

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
const logicalId = (reference: unknown): string => JSON.stringify(reference);

/** Every statement that a role of ours holds, inline or attached, with the role's logical id. */
function statementsOf(resources: Placed[]): Held[] {
  return resources.flatMap(({ Type, id, Properties }) => {
    if (Type === "AWS::IAM::Role") {
      return list(Properties.Policies ?? []).flatMap((policy: Properties) =>
        list<Statement>(policy.PolicyDocument.Statement).map((s) => ({ ...s, role: id })),
      );
    }
    if (Type !== "AWS::IAM::Policy") return [];
    return list<Properties>(Properties.Roles).flatMap((role) =>
      list<Statement>(Properties.PolicyDocument.Statement).map((s) => ({ ...s, role: String(role.Ref) })),
    );
  });
}

/** What hands out or takes away everything of a person or a tenant, and what counts it. */
const WALKERS = ["jobRunner", "metering", "tenantsLeaving"];
const ITEM_ACTIONS = ["Get", "Write"].map((kind) => `Batch${kind}Item`);
ITEM_ACTIONS.push("ConditionCheckItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem");
const STREAM_ACTIONS = ["DescribeStream", "GetRecords", "GetShardIterator"];
const isTenantRole = ({ role }: Held): boolean => role.startsWith("TenantRole");
/** The policy variable that IAM puts the session's tenant in. */
const TENANT = "$" + "{aws:PrincipalTag/tenant}";
const TENANT_KEYS = `T#${TENANT}#*`;
const SYSTEM_KEYS = "S#*";

/** The roles that may reach rows outside every tenant: those whose code asks for them. */
const systemRoles = (resources: Placed[]): Set<string> =>
  new Set(
    resources
      .filter((r) => r.Type === "AWS::IAM::Role")
      .filter((r) => facts.needs[String(r.Properties.RoleName).replace("cashloop-prod-", "")]?.system)
      .map(({ id }) => id),
  );

/** What looks for due work sees keys: one index, one action, and no attribute that says more than whose and when. */
function faultsOfDue(statement: Held, names: string[]): string[] {
  const { Condition = {}, Resource } = statement;
  const attributes = Condition["ForAllValues:StringEquals"]?.["dynamodb:Attributes"];
  return [
    ...(names.join() === "Query" ? [] : ["does more than look for what is due"]),
    ...(JSON.stringify(attributes) === '["pk","g6p","g6s","id"]' ? [] : ["reads more than keys of due rows"]),
    ...(Condition.StringEquals?.["dynamodb:Select"] === "SPECIFIC_ATTRIBUTES" ? [] : ["may name no attribute"]),
    ...(Condition.Null?.["dynamodb:LeadingKeys"] === "false" ? [] : ["may name no partition at all"]),
    ...(logicalId(Resource).includes("/index/work") ? [] : ["looks for due work elsewhere"]),
  ];
}

/** What goes through the whole table sees keys: of no row an attribute more, and of the indexes none. */
function faultsOfWalk({ Condition = {}, Resource }: Held): string[] {
  const attributes = Condition["ForAllValues:StringEquals"]?.["dynamodb:Attributes"];
  return [
    ...(JSON.stringify(attributes) === '["pk","sk"]' ? [] : ["reads more than the keys of the table"]),
    ...(Condition.StringEquals?.["dynamodb:Select"] === "SPECIFIC_ATTRIBUTES" ? [] : ["may name no attribute"]),
    ...(Condition.Null?.["dynamodb:Attributes"] === "false" ? [] : ["may name none of the attributes"]),
    ...(logicalId(Resource).includes("/index/") ? ["goes through an index"] : []),
  ];
}

/** The roles whose code goes through the table. */
const walkers = (resources: Placed[]): Set<string> =>
  new Set(
    resources
      .filter((r) => r.Type === "AWS::IAM::Role")
      .filter((r) => facts.needs[String(r.Properties.RoleName).replace("cashloop-prod-", "")]?.walk)
      .map(({ id }) => id),
  );

const isOfDue = ({ Condition }: Held): boolean =>
  JSON.stringify(Condition?.["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"]) === '["D#*"]';

function faultsOfItems(statement: Held, mayReachSystem: boolean): string[] {
  const keys = statement.Condition?.["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"];
  const wanted = isTenantRole(statement) ? TENANT_KEYS : SYSTEM_KEYS;
  return [
    ...(isTenantRole(statement) || mayReachSystem ? [] : ["reaches rows by itself"]),
    ...(JSON.stringify(list(keys)) === JSON.stringify([wanted]) ? [] : ["has no bound on its partitions"]),
    ...(statement.Condition?.Null?.["dynamodb:LeadingKeys"] === "false" ? [] : ["may name no partition at all"]),
    ...(logicalId(statement.Resource).includes('"*"') ? ["is for every table"] : []),
  ];
}

/** What is wrong with the wall in these templates, in words; nothing where it stands. */
function faultsOf(resources: Placed[]): string[] {
  const system = systemRoles(resources);
  const walking = walkers(resources);
  const faults = statementsOf(resources)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap((statement) => {
      const actions = list(statement.Action ?? "*");
      const about = (fault: string) => `${statement.role} ${fault}: ${actions.join(", ")}`;
      if (actions.includes("*") || statement.NotAction) return [about("may do anything")];
      const names = actions.filter((a) => a.startsWith("dynamodb:")).map((a) => a.slice("dynamodb:".length));
      if (names.length === 0) return [];
      if (names.every((n) => STREAM_ACTIONS.includes(n))) {
        return logicalId(statement.Resource).includes("StreamArn")
          ? []
          : [about("reads a stream that is not the table's")];
      }
      if (names.join() === "Scan" && walking.has(statement.role)) return faultsOfWalk(statement).map(about);
      const strange = names.filter((n) => !ITEM_ACTIONS.includes(n));
      if (strange.length > 0) return [about(`may do more than the table layer (${strange})`)];
      if (isOfDue(statement) && !isTenantRole(statement)) return faultsOfDue(statement, names).map(about);
      return faultsOfItems(statement, system.has(statement.role)).map(about);
    });
  return [...faults, ...faultsOfTrust(resources)];
}

/** The tenants' role must be entered with a tenant's tag, by the Lambdas' own roles. */
function faultsOfTrust(resources: Placed[]): string[] {
  const role = resources.find(({ Type, id }) => Type === "AWS::IAM::Role" && id.startsWith("TenantRole"));
  return list<Statement>(role?.Properties.AssumeRolePolicyDocument.Statement ?? []).flatMap(({ Action, Condition }) => [
    ...(list(Action).sort().join() === "sts:AssumeRole,sts:TagSession"
      ? []
      : ["the tenants' role is entered otherwise"]),
    ...(Condition?.StringLike?.["aws:RequestTag/tenant"] === "ten_*" ? [] : ["a session needs no tenant"]),
    ...(logicalId(Condition?.ArnLike?.["aws:PrincipalArn"] ?? "").includes(":role/cashloop/prod/tenant-bound/*")
      ? []
      : ["anybody of the account may enter"]),
    ...(JSON.stringify(Condition?.["ForAllValues:StringEquals"]?.["aws:TagKeys"]) === '["tenant"]'
      ? []
      : ["a session may carry other tags"]),
  ]);
}

/** The templates with one change, made to the statements of the roles that `of` picks. */
function changed(of: RegExp, change: (statement: Statement) => void): Placed[] {
  const copy = structuredClone(synth.resources);
  for (const { Type, id, Properties } of copy) {
    if (Type !== "AWS::IAM::Role" || !of.test(id)) continue;
    for (const policy of Properties.Policies ?? []) list<Statement>(policy.PolicyDocument.Statement).forEach(change);
  }
  return copy;
}

const onItems = (change: (statement: Statement) => void) => (statement: Statement) => {
  if (list(statement.Action).includes("dynamodb:GetItem")) change(statement);
};

const onScan = (change: (statement: Statement) => void) => (statement: Statement) => {
  if (list(statement.Action).includes("dynamodb:Scan")) change(statement);
};

describe("the tenant wall in IAM", () => {
  test("stands", () => {
    expect(faultsOf(synth.resources)).toEqual([]);
  });

  test("compares the very prefix that the table layer writes", () => {
    expect(TENANT_KEYS.replace(TENANT, "ten_1")).toBe(`${tenantPrefix("ten_1")}*`);
  });

  test("lets a role that uses the table do no more than enter a tenant's session, under the path that the trust names", () => {
    const roles = synth.ofType("AWS::IAM::Role").filter(({ Properties }) => Properties.RoleName);
    expect(roles.length).toBe(facts.lambdas.length);
    for (const { id, Properties } of roles) {
      const name = Properties.RoleName.replace("cashloop-prod-", "");
      const enters = statementsOf(synth.resources).filter(
        (s) => s.role === id && list(s.Action).includes("sts:AssumeRole"),
      );
      expect([name, enters.length]).toEqual([name, facts.needs[name]?.table ? 1 : 0]);
      expect(Properties.Path).toBe(facts.needs[name]?.table ? "/cashloop/prod/tenant-bound/" : "/cashloop/prod/");
      for (const { Resource, Condition } of enters) {
        expect(logicalId(Resource)).toContain("TenantRole");
        expect(Condition?.StringLike?.["aws:RequestTag/tenant"]).toBe("ten_*");
      }
    }
  });

  test("lets few go through the table, and see its keys alone", () => {
    const holders = Object.entries(facts.needs).filter(([, needs]) => needs.walk);
    expect(holders.map(([name]) => name).sort()).toEqual(WALKERS);
  });

  test("leaves the rows outside every tenant to the few Lambdas whose code asks for them", () => {
    const holders = Object.entries(facts.needs).filter(([, needs]) => needs.system);
    expect(holders.map(([name]) => name)).toContain("tenants");
    // What runs by the clock takes its turn by a row outside every tenant, so each of those holds them.
    const answering = holders.filter(([name]) => facts.lambdas.some((l) => l.name === name && l.kind === "api"));
    expect(answering.length).toBeLessThan(modules.length / 2);
  });
});

describe("the tenant wall in IAM, with a piece taken out,", () => {
  test.each<[string, () => Placed[]]>([
    [
      "the bound on partitions",
      () =>
        changed(
          /^TenantRole/,
          onItems((s) => delete s.Condition?.["ForAllValues:StringLike"]),
        ),
    ],
    [
      "the need to name a partition",
      () =>
        changed(
          /^TenantRole/,
          onItems((s) => delete s.Condition?.Null),
        ),
    ],
    [
      "all conditions",
      () =>
        changed(
          /^TenantRole/,
          onItems((s) => delete s.Condition),
        ),
    ],
    [
      "the bound on the system's partitions",
      () =>
        changed(
          /^tenants/,
          onItems((s) => delete s.Condition),
        ),
    ],
    [
      "the ban on Scan",
      () =>
        changed(
          /^TenantRole/,
          onItems((s) => (s.Action = [...list(s.Action), "dynamodb:Scan"])),
        ),
    ],
    [
      "the bound on what is read of due rows",
      () => changed(/^reminders/, (s) => delete s.Condition?.["ForAllValues:StringEquals"]),
    ],
    ["the need to name what is read of due rows", () => changed(/^reminders/, (s) => delete s.Condition?.StringEquals)],
    ["the list of actions", () => changed(/^accounts/, (s) => (s.Action = "dynamodb:*"))],
    [
      "a role's detour through the session",
      () => changed(/^accounts/, (s) => Object.assign(s, { Action: "dynamodb:GetItem" })),
    ],
  ])("falls, and is seen to fall, without %s", (_, broken) => {
    expect(faultsOf(broken())).not.toEqual([]);
  });

  test.each(["ArnLike", "StringLike", "ForAllValues:StringEquals"])(
    "falls without the trust's condition %s",
    (name) => {
      const copy = structuredClone(synth.resources);
      const role = copy.find(({ Type, id }) => Type === "AWS::IAM::Role" && id.startsWith("TenantRole"))!;
      for (const statement of list<Statement>(role.Properties.AssumeRolePolicyDocument.Statement))
        delete statement.Condition?.[name];
      expect(faultsOf(copy)).not.toEqual([]);
    },
  );
});

describe("the way through the whole table, with a piece taken out,", () => {
  test.each<[string, (statement: Statement) => void]>([
    ["the bound on what a pass reads", (s) => delete s.Condition],
    ["the need to name what a pass reads", (s) => delete s.Condition?.StringEquals],
    ["the need to name any of it", (s) => delete s.Condition?.Null],
  ])("is seen to fall without %s", (_, change) => {
    expect(faultsOf(changed(/^jobRunner/, onScan(change)))).not.toEqual([]);
  });
});
