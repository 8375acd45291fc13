import { describe, expect, test } from "@jest/globals";
import { modules } from "../../functions/modules.ts";
import { nouns } from "../../functions/nouns.ts";
import { PERMISSION_NAMES } from "../../functions/permissions.ts";
import { REFERABLE } from "../../functions/referable.ts";
import { allEntities } from "../../functions/streams/everything.ts";
import { grants } from "../../functions/streams/generated/grants.ts";
import { BUILT_IN_ROLES } from "../../functions/users/roles.ts";
import { loaded } from "../../shared/records/card.ts";
import { FACILITIES, type Facility, type Noun } from "../../shared/records/noun.ts";
import { PHYSICAL } from "../../shared/table/item.ts";

const all = await loaded(nouns);

const HAS: Readonly<Record<Facility, (of: Noun) => boolean>> = {
  search: ({ search }) => search !== undefined,
  custom: ({ custom }) => custom !== undefined,
  told: ({ told }) => told !== undefined,
  owners: ({ entity }) => entity.indexes.owner !== undefined,
  referable: ({ entity }) => entity.noun in REFERABLE,
};

describe("every listed noun", () => {
  test.each(all.map((of) => [of.entity.noun, of] as const))("%s has what nouns have, or says why not", (_, of) => {
    const silent = FACILITIES.filter((one) => !HAS[one](of) && !of.lacks?.[one]);
    expect(silent).toEqual([]);
    expect(FACILITIES.filter((one) => HAS[one](of) && of.lacks?.[one])).toEqual([]);
    expect(of.labels?.noun.every(Boolean)).toBe(true);
  });

  test.each(all.map((of) => [of.entity.noun, of] as const))("%s names fields that it has", (_, of) => {
    const shown = Object.keys(of.entity.schema.shape);
    const named = [...(of.single ?? []), ...(of.kept ?? []), ...(of.told?.detail ?? []), of.told?.by ?? "id"];
    expect(named.filter((path) => !shown.includes(path.split(".")[0] ?? ""))).toEqual([]);
    for (const { of: fields } of Object.values(of.section?.amounts ?? {})) {
      expect(fields.filter((field) => !shown.includes(field))).toEqual([]);
    }
    // What the product keeps is nobody's to write.
    expect((of.kept ?? []).filter((field) => field in of.input.shape)).toEqual([]);
    // Told of in a timeline, or shown in a 360, is what hangs on accounts.
    if (of.told ?? of.section) expect(of.entity.indexes.account).toBeDefined();
  });

  test("can be read by the built-in roles of somebody besides administrators", () => {
    const may = ({ permissions }: { permissions: readonly string[] }, module: string): boolean =>
      permissions.some((name) => name === `${module}.read` || name === `${module}.*`);
    const others = BUILT_IN_ROLES.filter(({ name }) => name !== "admin");
    expect(all.filter(({ module }) => !others.some((role) => may(role, module))).map((of) => of.entity.noun)).toEqual(
      [],
    );
  });
});

test("what modules grant are permissions that there are, to roles that there are", () => {
  const roles = ["everybody", ...BUILT_IN_ROLES.map(({ name }) => name)];
  expect(Object.keys(grants).filter((role) => !roles.includes(role))).toEqual([]);
  expect(Object.values(grants).flatMap((names) => names.filter((name) => !PERMISSION_NAMES.includes(name)))).toEqual(
    [],
  );
});

test("a module's further entities are its own, and nobody's history tells of them", () => {
  for (const { entities, further = [] } of modules) {
    const wrong = further.filter((entity) => entity.audited || !entities.includes(entity));
    expect(wrong.map(({ noun }) => noun)).toEqual([]);
  }
});

test("no field of a row bears the name of what the table keeps beside it: it would be lost on reading", async () => {
  const lost = (await allEntities()).filter(({ schema: { shape } }) => PHYSICAL.some((name) => name in shape));
  expect(lost.map(({ noun }) => noun)).toEqual([]);
});
