import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { ROOT } from "../../../infra/bundle.ts";
import { synthesized } from "./made.ts";

const PAGE = "docs/runbooks.md";
const [, ...parts] = readFileSync(join(ROOT, PAGE), "utf8").split("\n## ");
const chapters = new Map(
  parts.map((part) => [
    part.slice(0, part.indexOf("\n")).toLowerCase().replaceAll("'", "").replaceAll(" ", "-"),
    part.split("\nRun by ")[1] ?? "",
  ]),
);
/** Chapters that no alarm leads to: somebody calls. */
const CALLED = new Set([
  ...["a-failed-export", "a-tenants-restore", "a-tables-restore", "a-lost-key", "rotation-of-secrets"],
]);

describe("the runbooks", () => {
  test("have a chapter for every alarm, and none that nothing leads to", () => {
    const alarms = synthesized("full").ofType("AWS::CloudWatch::Alarm");
    const named = alarms.map(({ Properties }) => {
      const [, page, chapter = ""] = /What to do: (\S+)#(\S+)$/.exec(Properties.AlarmDescription) ?? [];
      expect([Properties.AlarmDescription, page]).toEqual([Properties.AlarmDescription, PAGE]);
      return chapter;
    });
    expect(new Set([...named, ...CALLED])).toEqual(new Set(chapters.keys()));
  });

  test("watch mails where they leave by SES alone", () => {
    const counts = (["full", "bare"] as const).map(
      (name) =>
        synthesized(name)
          .ofType("AWS::CloudWatch::Alarm")
          .filter(({ Properties }) => Properties.Namespace === "AWS/SES").length,
    );
    expect(counts).toEqual([2, 0]);
  });

  test("name no call that there is not, and no command", () => {
    const routes = readFileSync(join(ROOT, "tests/snapshots/routes.snap"), "utf8");
    const calls = [...parts.join().matchAll(/`(GET|POST|PATCH) (\/v1\/[\w/{}-]+)`/g)];
    expect(calls.length).toBeGreaterThan(8);
    for (const [, method = "", path = ""] of calls) {
      expect([path, new RegExp(`^${method} +${path.replace(/[{}]/g, "\\$&")} `, "m").test(routes)]).toEqual([
        path,
        true,
      ]);
    }
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
    const commands = [...parts.join().matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name as string);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });

  test.each([...chapters])("were run: %s", (_, run) => {
    const said = [...run.matchAll(/`(tests\/[^`]+)`: ((?:"[^"]+"(?:; )?)+)/g)];
    expect(said.length).toBeGreaterThan(0);
    for (const [, file = "", names = ""] of said) {
      expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
      const text = readFileSync(join(ROOT, file), "utf8");
      for (const [, name = ""] of names.matchAll(/"([^"]+)"/g))
        expect([file, text.includes(name) ? name : ""]).toEqual([file, name]);
    }
  });
});
