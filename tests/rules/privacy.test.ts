import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { erasedFields } from "../../functions/jobs/privacy/erasing.ts";
import { modules } from "../../functions/modules.ts";
import { ERASED, knownBy, redactor, relationOf } from "../../functions/privacy/rules.ts";
import { allEntities } from "../../functions/streams/everything.ts";
import { PERSONAL, personalOf, textLeaves } from "../../shared/records/personal.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { damageOf } from "../../shared/table/readable.ts";
import { filled, type Words } from "../support/filled.ts";
import { personalTexts } from "../support/personal-texts.ts";

const entities = await allEntities();
const PERSON = "con_01CANARY00001";
const words: Words = {
  text: "Canary",
  email: "canary@canary.example",
  phone: "+8613912345671",
  url: "https://canary.example/x",
  id: "con_01ABCDEFGHJK",
};
const redact = redactor(knownBy([{ name: words.text, email: words.email, phone: words.phone }]));

/** Every number, switch and moment of a value, by its path. */
function figures(value: unknown, path = ""): string[] {
  if (typeof value === "number" || typeof value === "boolean") return [`${path}=${value}`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => figures(one, `${path}.${name}`));
}

describe("what is personal", () => {
  test("is said of every text of every entity, and every entity is known", () => {
    const declared = new Set(modules.flatMap((module) => module.entities.map(({ noun }) => noun)));
    const known = new Set(entities.map(({ noun }) => noun));
    expect([...declared].filter((noun) => !known.has(noun))).toEqual([]);
    const leaves = entities.flatMap((entity) => textLeaves(entity.schema).map((leaf) => ({ entity, ...leaf })));
    expect(leaves.length).toBeGreaterThan(2_000);
    const silent = leaves.filter(({ entity, path, schema }) => !personalOf(entity, path, schema));
    expect(silent.map(({ entity, path }) => `${entity.noun}.${path}`)).toEqual([]);
    const own = entities.flatMap(({ personal = {} }) => Object.values(personal));
    expect(own.filter((kind) => !PERSONAL.includes(kind))).toEqual([]);
  });

  test("goes from a row of the person, which can still be read and counts as it did", () => {
    const counts = { rows: 0, changed: 0 };
    for (const entity of entities) {
      const row = { ...(filled(entity.schema, words) as AnyRow), id: `${entity.prefix}_01ABCDEFGHJK`, version: 1 };
      if (damageOf(entity, row)) continue;
      counts.rows += 1;
      const fields = erasedFields(entity, row, "about", redact);
      const after = { ...row, ...fields } as AnyRow;
      for (const [name, value] of Object.entries(after)) if (value === undefined) delete after[name];
      if (Object.keys(fields).length > 0) counts.changed += 1;
      expect([entity.noun, damageOf(entity, after)?.issues ?? []]).toEqual([entity.noun, []]);
      expect(personalTexts(entity, after, /canary/i)).toEqual([]);
      const kept = figures(after);
      const own = figures(row).filter((one) => kept.some((other) => other === one));
      expect([entity.noun, kept.filter((one) => !own.includes(one))]).toEqual([entity.noun, []]);
      // Done once more, it does nothing more.
      expect([entity.noun, erasedFields(entity, after, "about", redact)]).toEqual([entity.noun, {}]);
    }
    expect(counts.rows).toBeGreaterThan(entities.length * 0.6);
    expect(counts.changed).toBeGreaterThan(60);
  });

  test("of a row of something else, only what the person is known by goes", () => {
    const opportunity = entities.find(({ noun }) => noun === "opportunity") as Entity;
    const row = { ...(filled(opportunity.schema, words) as AnyRow), name: `Canary's second order, 500 seats` };
    expect(erasedFields(opportunity, row, "named", redact).name).toBe(`${ERASED}'s second order, 500 seats`);
    expect(erasedFields(opportunity, { ...row, name: "500 seats" }, "named", redact).name).toBeUndefined();
  });
});

describe("whom a row is about", () => {
  const ids = new Set([PERSON]);
  const relation = (noun: string, row: object) => relationOf({ noun }, { id: "xyz_0123456789", ...row } as AnyRow, ids);

  test("is said by its fields, and by nobody else in it", () => {
    expect(relation("contact", { id: PERSON })).toBe("self");
    expect(relation("lead", { contactId: PERSON })).toBe("self");
    expect(relation("consent", { personId: PERSON })).toBe("about");
    expect(relation("activity", { relatedIds: [PERSON, "acc_0123456789"] })).toBe("about");
    expect(relation("activity", { relatedIds: [PERSON, "con_0123456789"] })).toBe("named");
    expect(relation("opportunity", { contactId: PERSON })).toBe("named");
    expect(relation("order", { team: [{ userId: PERSON }] })).toBe("named");
    expect(relation("consent", { personId: "con_0123456789" })).toBeUndefined();
    expect(relation("visitor", { identities: [{ personId: PERSON }] })).toBe("self");
    expect(relation("visitor", { identities: [{ personId: PERSON }, { personId: "con_0123456789" }] })).toBe("named");
  });
});

describe("what somebody is known by", () => {
  const separator = fc.constantFrom("", " ", "-", ".", "  ");
  const digits = fc.stringMatching(/^1[3-9]\d{9}$/);

  test("is found however it is written, and nothing that only looks like it", () => {
    fc.assert(
      fc.property(digits, fc.array(separator, { minLength: 10, maxLength: 10 }), (phone, between) => {
        const take = redactor(knownBy([{ phone: `+86${phone}`, email: "A.b@c.example" }]));
        const written = [...phone].map((digit, n) => digit + (between[n] ?? "")).join("");
        expect(take(`打 ${written} 或 +86 ${written}`, false)).not.toMatch(/\d/);
        expect(take(`1${phone}9`, false)).toBe(`1${phone}9`);
        expect(take("a.B@C.example, xa.b@c.example", false)).toBe(`${ERASED}, xa.b@c.example`);
      }),
    );
  });

  test("is found where a text was cut in the middle of it, and where it is kept as JSON", () => {
    const known = { name: 'Quendoline "Q" Vaspretti', email: "quendoline@canary.example" };
    const take = redactor(knownBy([known, { name: "欧阳靖雯" }]));
    const linked = `see ?m=${encodeURIComponent(known.email)}`;
    for (const text of [`"met ${known.name}`, `see ${known.email}`, linked, "与欧阳靖雯"]) {
      const kept = JSON.stringify(text).slice(1, -1);
      for (let cut = 1; cut <= kept.length; cut++) {
        const left = take(kept.slice(0, cut), true);
        expect(left).not.toMatch(/quen|vasp|canary|欧阳/i);
        expect(take(left, true)).toBe(left);
      }
    }
    expect(take("the question", true)).toBe("the question");
    expect(take("Aquendoline@", false)).toBe("Aquendoline@");
  });

  test("is found in a web address, in wide digits, and with accents of their own", () => {
    const take = redactor(knownBy([{ name: "José Núñez", email: "j.n@c.example", phone: "+8613912345671" }]));
    for (const text of [
      "https://x.example/?m=j.n%40c.example&to=j.n%40c.example",
      "https://x.example/?m=%3CJ.N%40C.EXAMPLE%3E",
      "call １３９-１２３４-５６７１, ＋８６１３９１２３４５６７１",
      "José Núñez".normalize("NFD"),
      "JOSÉ NÚÑEZ".normalize("NFD"),
      `https://x.example/?n=${encodeURIComponent("José Núñez")}`,
      "https://x.example/?n=Jos%C3%A9+N%C3%BA%C3%B1ez",
      JSON.stringify("met\nJosé Núñez"),
    ]) {
      expect(take(text, true).normalize("NFKC")).not.toMatch(/j\.n|13912345671|139-1234|jos|nez/i);
    }
  });

  test("is not taken out of somebody else's name that goes on with it", () => {
    const take = redactor(knownBy([{ name: "Anna Lee" }, { name: "Ёлка Жук" }]));
    const others = ["Anna Leeson", "Rosanna Lee", "Ёлка Жуков", "Anna Lée".normalize("NFD").replace("Lé", "Lee\u0301")];
    for (const other of others) expect(take(`met ${other}.`, true)).toBe(`met ${other}.`);
    expect(take("与Anna Lee谈, Anna Lee's, (ANNA LEE)", true)).toBe(`与${ERASED}谈, ${ERASED}'s, (${ERASED})`);
  });

  test("names go only where the row is known to name them", () => {
    const take = redactor(knownBy([{ name: "欧阳靖雯" }]));
    expect([take("与欧阳靖雯谈", true), take("与欧阳靖雯谈", false)]).toEqual([`与${ERASED}谈`, "与欧阳靖雯谈"]);
    expect(redactor(knownBy([{ name: "李" }]))("李白", true)).toBe("李白");
  });
});
