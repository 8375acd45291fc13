import { describe, expect, test } from "@jest/globals";
import { everyFact } from "../../../functions/analytics/facts.ts";
import { fileKey } from "../../../functions/analytics/files.ts";
import { facts, type Placed, type Properties, synthesized } from "./made.ts";

const synth = synthesized("plain");
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
type Statement = { Effect: string; Action: string | string[]; Resource: unknown };

const OBJECTS = ["s3:GetObject", "s3:PutObject"];
/** The policy variable that IAM puts the session's tenant in. */
const TENANT = "$" + "{aws:PrincipalTag/tenant}";
const OWN = `/facts/tenant=${TENANT}/*`;

/** What a template of a location has in the place of a value. */
const filledIn = (name: string): string => `$${"{"}${name}}`;

/** What a resource is called behind the name of the bucket. */
const below = (resource: unknown): string => String((resource as Properties)["Fn::Join"]?.[1].at(-1) ?? resource);

function statementsOf({ Properties }: Placed): Statement[] {
  return list<Properties>(Properties.Policies ?? []).flatMap(({ PolicyDocument }) =>
    list<Statement>(PolicyDocument.Statement).filter(({ Action }) => list(Action).some((a) => OBJECTS.includes(a))),
  );
}

/** What is wrong with the wall of files of facts, in words; nothing where it stands. */
function faultsOf(resources: Placed[]): string[] {
  return resources
    .filter(({ Type }) => Type === "AWS::IAM::Role")
    .flatMap((role) => {
      const statements = statementsOf(role);
      const allowed = statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Resource }) => list(Resource));
      if (role.id.startsWith("TenantRole")) {
        const isBound = allowed.length === 1 && below(allowed[0]) === OWN;
        return isBound ? [] : ["a session reaches more than its tenant's files"];
      }
      if (allowed.length === 0) return [];
      const denied = statements.filter(({ Effect }) => Effect === "Deny");
      const isClosed = denied.some(
        ({ Action, Resource }) =>
          OBJECTS.every((action) => list(Action).includes(action)) &&
          list(Resource).some((one) => below(one) === "/facts/*"),
      );
      return isClosed ? [] : [`${role.id} reaches files of facts by itself`];
    });
}

const without = (role: RegExp, change: (statements: Statement[]) => Statement[]): Placed[] => {
  const copy = structuredClone(synth.resources);
  for (const { Type, id, Properties } of copy) {
    if (Type !== "AWS::IAM::Role" || !role.test(id)) continue;
    for (const { PolicyDocument } of Properties.Policies ?? []) {
      PolicyDocument.Statement = change(list<Statement>(PolicyDocument.Statement));
    }
  }
  return copy;
};

describe("the tenant wall of files of facts", () => {
  test("stands, and compares the very prefix that files are written under", () => {
    expect(faultsOf(synth.resources)).toEqual([]);
    expect(`/${fileKey(TENANT, "f", "m", "i")}`.startsWith(OWN.slice(0, -1))).toBe(true);
    expect(Object.values(facts.needs).filter(({ native }) => native).length).toBeGreaterThan(0);
  });

  test("falls, and is seen to fall, without a piece", () => {
    const open = without(/^analytics/, (all) => all.filter(({ Effect }) => Effect !== "Deny"));
    expect(faultsOf(open)).toEqual([expect.stringContaining("by itself")]);
    const wide = without(/^TenantRole/, (all) => all.map((one) => ({ ...one, Resource: "*" })));
    expect(faultsOf(wide)).toEqual(["a session reaches more than its tenant's files"]);
  });
});

describe("the tables of facts", () => {
  test("lie where the files do, by tenant and month, with a tenant in every question", async () => {
    const tables = synth.ofType("AWS::Glue::Table").map(({ Properties }) => Properties.TableInput);
    const every = await everyFact();
    expect(tables.length).toBe(every.length);
    for (const { name } of every) {
      const called = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const table = tables.find((one) => one.Name === called);
      expect(table.PartitionKeys.map(({ Name }: Properties) => Name)).toEqual(["tenant", "month"]);
      expect(table.Parameters["projection.tenant.type"]).toBe("injected");
      const template = table.Parameters["storage.location.template"]["Fn::Join"][1].at(-1);
      const file = fileKey(filledIn("tenant"), name, filledIn("month"), "id");
      expect(`/${file}`.startsWith(template)).toBe(true);
      const columns = table.StorageDescriptor.Columns.map(({ Name }: Properties) => Name);
      expect(columns).toEqual([...new Set(columns)]);
      expect(columns).toEqual(expect.arrayContaining(["noun", "recordid", "part", "owners"]));
    }
  });
});
