import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { groupsTold, rolesOfGroups } from "../../functions/identity/rules.ts";

const name = fc.string({ minLength: 1, maxLength: 12 });
const groups = fc.uniqueArray(name, { maxLength: 6 });

describe("the groups of a token", () => {
  test("are told by a list or a text, however deep the way to them is, and whatever dots its names have", () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), groups, (way, told) => {
        const claims = way.reduceRight<unknown>((below, step) => ({ [step]: below }), told) as Record<string, unknown>;
        expect(groupsTold(claims, way.join("."))).toEqual(told);
        for (const one of told) expect(groupsTold({ [way[0]!]: one }, way[0]!)).toEqual([one]);
      }),
    );
  });

  test("are none where the claim is absent or is something else, and nothing that every object has is taken for one", () => {
    for (const told of [undefined, null, 7, true, {}, [null, 7, {}]]) expect(groupsTold({ told }, "told")).toEqual([]);
    for (const claim of ["groups", "constructor", "__proto__", "constructor.name", "a.length", "a.0"]) {
      expect(groupsTold({ a: ["x"] }, claim)).toEqual([]);
    }
  });

  test("are unknown where the issuer only says that there are more than it tells, and only then", () => {
    const elsewhere = { _claim_names: { groups: "src1" }, _claim_sources: { src1: { endpoint: "https://graph" } } };
    expect(groupsTold(elsewhere, "groups")).toBeUndefined();
    expect(groupsTold({ hasgroups: true }, "groups")).toBeUndefined();
    expect(groupsTold({ ...elsewhere, roles: ["Seller"] }, "roles")).toEqual(["Seller"]);
    expect(groupsTold({ ...elsewhere, groups: ["a"] }, "groups")).toEqual(["a"]);
    expect(groupsTold(elsewhere, "roles")).toEqual([]);
  });
});

test("the roles of somebody are those of all their groups, each once, whatever order the groups come in", () => {
  const role = fc.constantFrom("a", "b", "c", "d");
  const mapping = fc.array(fc.record({ group: name, roles: fc.array(role, { minLength: 1 }) }), { maxLength: 6 });
  fc.assert(
    fc.property(mapping, groups, (of, told) => {
      const all = [...told, ...of.slice(0, 2).map(({ group }) => group)];
      const given = rolesOfGroups(all, of);
      expect(rolesOfGroups(all.toReversed(), of)).toEqual(given);
      expect(new Set(given).size).toBe(given.length);
      const said = of.filter(({ group }) => all.includes(group)).flatMap(({ roles }) => roles);
      expect(new Set(given)).toEqual(new Set(said));
    }),
  );
});
