import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { ROOT } from "../../infra/bundle.ts";
import { readSettings, settingsFile } from "../../infra/stacks/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "settings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good = readSettings(settingsFile("dev"));

function told(settings: object): string {
  const file = join(folder, "s.json");
  writeFileSync(file, JSON.stringify(settings));
  try {
    readSettings(file);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

test("every file that is kept is good", () => {
  const files = readdirSync(join(ROOT, "infra/settings"));
  expect(files).toContain("dev.json");
  for (const file of files) readSettings(join(ROOT, "infra/settings", file));
});

test.each(Object.keys(good))("a file without %s is refused, so that nothing is taken away by a lost line", (name) => {
  const { [name as keyof typeof good]: _, ...rest } = good;
  expect(told(rest)).toContain(`  ${name}: `);
});

const MAILED = {
  smtp: {
    ...{ host: "smtp.example.com", port: 465, tls: "implicit", user: "crm", passwordSecret: "cashloop/smtp" },
    returnDomain: "back.example.com",
  },
};

test.each<[what: string, change: object, names: string]>([
  ["a setting that there is not", { mailForm: "x" }, "mailForm"],
  ["a mail domain of a stage where mails leave by no SES", { ...MAILED, mailDomainOf: "prod" }, "mailDomainOf"],
  ["a mail domain of no stage", { mailDomainOf: "example.com" }, "mailDomainOf"],
  ["a host name without a certificate", { domainName: "crm.example.com" }, "certificateArn"],
  [
    "a console without its certificate",
    { domainName: "crm.example.com", certificateArn: "arn:aws:acm:x" },
    "console.certificateArn",
  ],
  ["no address to send from", { mailFrom: "Cashloop" }, "mailFrom"],
  ["an operator's key itself", { operatorKeyHash: "op_secret" }, "operatorKeyHash"],
  ["an unknown scanner", { fileScanner: "clam" }, "fileScanner"],
  ["a sign-in without a word about the pool", { signIn: { issuers: [] } }, "signIn.pool"],
  [
    "an issuer without an audience",
    { signIn: { pool: null, issuers: [{ issuer: "https://a.example" }] } },
    "signIn.issuers.0.audience",
  ],
])("%s is refused by its name", (_, change, names) => {
  expect(told({ ...good, ...change })).toContain(names);
});

test("a stage without a file says what to do", () => {
  expect(() => readSettings(settingsFile("nowhere"))).toThrow(/copy infra\/settings\/dev\.json/);
});
