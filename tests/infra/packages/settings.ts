import { describe, expect, test } from "@jest/globals";
import type { FileSettings } from "../../../infra/stacks/settings.ts";
import { CONTEXTS, synthesized } from "./made.ts";

/** Every text and number that settings choose, by its path. */
function chosen(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string" || typeof value === "number") return [[path, String(value)]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => chosen(one, path === "" ? name : `${path}.${name}`));
}

const templatesOf = (name: keyof typeof CONTEXTS): string => JSON.stringify(synthesized(name).resources);

/** Whether a template says what was chosen. A number stands alone: digits within the hash of an asset are no port. */
const says = (template: string, text: string): boolean =>
  /^\d+$/.test(text)
    ? new RegExp(`(?<![0-9a-z])${text}(?![0-9a-z])`).test(template)
    : template.includes(JSON.stringify(text).slice(1, -1)) || template.includes(text);

/** Words that the product writes of its own accord, whatever a stage has chosen. */
const GENERAL = new Set(["ses", "implicit", "starttls", "builtIn", "none", "id", "*"]);

/** What one stage has chosen and the other has not. */
const onlyOf = (one: FileSettings, other: FileSettings): [string, string][] => {
  const others = new Set(chosen(other).map(([, text]) => text));
  return chosen(one).filter(([, text]) => !others.has(text) && !GENERAL.has(text));
};

describe("two stages of different settings", () => {
  const pairs = [
    ["first", "second"],
    ["second", "first"],
  ] as const;

  test.each(pairs)("%s has what it chose, and %s nothing of it", (one, other) => {
    const own = onlyOf(CONTEXTS[one], CONTEXTS[other]);
    expect(own.length).toBeGreaterThan(20);
    const [here, there] = [templatesOf(one), templatesOf(other)];
    expect(own.filter(([, text]) => !says(here, text))).toEqual([]);
    expect(own.filter(([, text]) => says(there, text))).toEqual([]);
  });

  test("as like as two stages can be do not share a word that either chose", () => {
    const [first, second] = [new Map(chosen(CONTEXTS.first)), new Map(chosen(CONTEXTS.second))];
    const same = [...first].filter(([path, text]) => second.get(path) === text && !GENERAL.has(text));
    expect(same).toEqual([]);
    expect([...first.keys()]).toEqual([...second.keys()]);
  });
});

describe("two stages of one mail domain", () => {
  const [has, shares] = [synthesized("plain"), synthesized("full")];
  const only = (synth: typeof has, type: string) => {
    const [found, ...more] = synth.ofType(type);
    expect(more).toEqual([]);
    return found?.Properties;
  };

  test("have one identity between them, whose records are told, and mails name the stage's own configuration set", () => {
    expect(only(has, "AWS::SES::EmailIdentity")).toMatchObject({
      EmailIdentity: "cashloop.example",
      MailFromAttributes: { MailFromDomain: "bounce.cashloop.example" },
    });
    expect(only(shares, "AWS::SES::EmailIdentity")).toBe(undefined);
    const names = ["Dkim1", "Dkim2", "Dkim3", "MailFromMx", "MailFromSpf"];
    for (const name of names) expect(JSON.stringify(has.outputs[name])).toMatch(/ CNAME | MX | TXT /);
    expect(names.filter((name) => name in shares.outputs)).toEqual([]);
    for (const synth of [has, shares]) expect(only(synth, "AWS::SES::ConfigurationSet")?.Name).toBe("cashloop-prod");
  });

  test("take mails in under a name of their own each, by rules of the one set", () => {
    expect(only(has, "AWS::SES::ReceiptRuleSet")).toEqual({ RuleSetName: "cashloop-prod" });
    expect(only(shares, "AWS::SES::ReceiptRuleSet")).toBe(undefined);
    expect(only(has, "AWS::SES::ReceiptRule")?.Rule.Recipients).toEqual(["in.cashloop.example"]);
    expect(only(shares, "AWS::SES::ReceiptRule")).toMatchObject({
      RuleSetName: "cashloop-live",
      Rule: { Recipients: ["in-prod.cashloop.example"] },
    });
    const told = ({ ofType }: typeof has) =>
      new Set(ofType("AWS::Lambda::Function").map(({ Properties }) => Properties.Environment.Variables.MAIL_IN_DOMAIN));
    expect([...told(shares)].filter(Boolean)).toEqual(["in-prod.cashloop.example"]);
  });
});
