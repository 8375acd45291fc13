import { describe, expect, test } from "@jest/globals";
import { lambdas, modules } from "../functions/modules.ts";
import { entitiesOf } from "../shared/contract/names.ts";
import { routeKey } from "../shared/http/route.ts";
import { importCycle, moduleCycle, moduleEdges, reachedFrom } from "./support/graph.ts";
import { GROUND } from "./support/module-ground.ts";
import { DOORS, MODULE_MAP, WIRING } from "./support/module-map.ts";
import { DATA_FILE, REMEMBERS } from "./support/remembering.ts";
import { lineOf, nameOf, namesIn, nodesOf, type Source, sourcesIn } from "./support/source.ts";

const FILE_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 70;

/** Files for browsers, which no Lambda runs. */
const CONSOLE = "console";

const product = sourcesIn("functions", "shared");
const infra = sourcesIn("infra");
const tests = sourcesIn("tests");
const all = [...product, ...infra, ...tests];

/** Fails with every finding on a line of its own, below the rule's reason. */
function expectNone(findings: string[], reason: string): void {
  if (findings.length > 0) throw new Error(`${reason}\n  ${findings.join("\n  ")}`);
}

const at = (source: Source, line: number): string => `${source.path}:${line}`;

/** The nodes of some files that a predicate picks, as places. */
const found = (sources: Source[], picks: (node: Parameters<typeof nameOf>[0] & object) => boolean): string[] =>
  sources.flatMap((s) =>
    nodesOf(s.tree)
      .filter(picks)
      .map((node) => at(s, lineOf(node))),
  );

const matching = (sources: Source[], pattern: RegExp): string[] =>
  sources.flatMap((s) => s.text.split("\n").flatMap((line, n) => (pattern.test(line) ? [at(s, n + 1)] : [])));

describe("size", () => {
  test(`no file is longer than ${FILE_LINES_MAX} lines`, () => {
    const long = all.filter((s) => s.lines > FILE_LINES_MAX).map((s) => `${s.path}: ${s.lines}`);
    expectNone(long, "A file is read in one go; a longer one holds two things. Split it by what its parts are for.");
  });

  test(`no function is longer than ${FUNCTION_LINES_MAX} lines`, () => {
    const isTest = (s: Source): boolean => s.path.endsWith(".test.ts");
    const long = all
      .filter((s) => !isTest(s))
      .flatMap((s) =>
        nodesOf(s.tree).flatMap((node) => {
          const lines = (node.loc?.end.line ?? 0) - lineOf(node) + 1;
          return /Function/.test(node.type) && lines > FUNCTION_LINES_MAX ? [`${at(s, lineOf(node))}: ${lines}`] : [];
        }),
      );
    expectNone(long, "A function fits on a screen; push its ifs up and its fors down into functions with names.");
  });
});

describe("who imports whom", () => {
  const forbidden = (sources: Source[], folders: string[]): string[] =>
    sources.flatMap((s) =>
      s.imports
        .filter((i) => folders.some((f) => i.from.startsWith(f)))
        .map((i) => `${at(s, i.line)} imports ${i.from}`),
    );

  test("shared imports no module, and the product imports neither infra nor tests", () => {
    const shared = product.filter((s) => s.path.startsWith("shared/"));
    expectNone(forbidden(shared, ["functions/"]), "shared knows no business noun: hand it what it needs as data.");
    expectNone(
      forbidden(product, ["infra/", "tests/"]),
      "The product runs without infra; only infra and tests import it.",
    );
    expectNone(forbidden(infra, ["tests/"]), "What is deployed or started does not depend on its tests.");
  });

  test("the modules' map has no cycle, and no file imports itself by a detour", () => {
    expect(moduleCycle(MODULE_MAP)).toEqual([]);
    expect(importCycle(product)).toEqual([]);
  });

  test("a module reaches another along the map and through its doors", () => {
    const edges = moduleEdges(product.filter((s) => s.path.startsWith("functions/"))).filter(
      (e) => !WIRING.includes(e.module),
    );
    const unmapped = edges.filter(
      (e) => !MODULE_MAP[e.module]?.includes(e.to) && !(e.target in GROUND) && !(e.path in GROUND),
    );
    expectNone(
      unmapped.map((e) => `${e.path}:${e.line} ${e.module} → ${e.to}`),
      "tests/support/module-map.ts says who may know whom; without it everything ends up knowing everything.",
    );
    const around = edges.filter((e) => !DOORS.includes(e.file) && !(e.target in GROUND));
    expectNone(
      around.map((e) => `${e.path}:${e.line} imports ${e.target}`),
      `A module's inside is free to change: others import only its ${DOORS.join(", ")}.`,
    );
  });

  test("pure files reach no I/O, by whatever detour", () => {
    const isPure = (s: Source): boolean =>
      /^functions\/[\w-]+\/(rules\.ts|engine\/|intake\/)|^shared\/(money|money-lines|clock|ids|schema|fault)\.ts|^shared\/(filter|formula)\//.test(
        s.path,
      );
    const isIo = (name: string): boolean =>
      /^@aws-sdk\/client|^node:(fs|net|http|https|child_process|timers|dns|sqlite)|^shared\/(config|log)\.ts$|^shared\/table\/(store|table|wall)\.ts$/.test(
        name,
      );
    const apart = product.filter(({ path }) => REMEMBERS[path] !== DATA_FILE);
    const reaches = product.filter(isPure).flatMap((s) =>
      reachedFrom(s, apart)
        .filter(isIo)
        .map((name) => `${s.path} reaches ${name}`),
    );
    expectNone(
      reaches,
      "A decision is a function of its inputs, so that it can be tested by the thousand and told again.",
    );
  });

  test("zod is imported as a namespace", () => {
    const named = found(all, (node) => {
      const { type, source, specifiers } = node as {
        type: string;
        source?: { value?: unknown };
        specifiers?: { type: string }[];
      };
      if (type !== "ImportDeclaration" || source?.value !== "zod") return false;
      return specifiers?.some((s) => s.type !== "ImportNamespaceSpecifier") ?? false;
    });
    expectNone(
      named,
      '`import { z } from "zod"` ships every locale, 454 KB instead of 90 KB: write import * as z from "zod".',
    );
  });
});

describe("time, randomness, environment", () => {
  const MACHINE: Record<string, string> = {
    "shared/clock.ts": "the source of time",
    "shared/ids.ts": "the source of randomness",
    "shared/table/retry.ts": "jitter spreads retries and decides nothing",
    "shared/table/wall.ts": "AWS credentials end by the machine's time, whatever clock the product runs on",
    "shared/table/table.ts": "a transaction's request token only has to be new",
    "shared/client/client.ts": "runs at the caller's, who has no clock of ours",
    "functions/console/app/session/machine.ts": "runs in a browser, whose clock and randomness are its user's",
    "functions/console/app/lib/machine.ts": "runs in a browser, whose clock and randomness are its user's",
  };

  test("time and randomness are injected", () => {
    const asks = found(
      product.filter((s) => !(s.path in MACHINE)),
      (node) => {
        const n = node as { type: string; callee?: unknown; arguments?: unknown[] };
        if (n.type === "NewExpression") return nameOf(n.callee) === "Date" && n.arguments?.length === 0;
        const name = n.type === "CallExpression" ? nameOf(n.callee) : "";
        return /(^|\.)(Date\.now|Math\.random|randomUUID|randomBytes|randomInt|getRandomValues|performance\.now)$|^Date$/.test(
          name,
        );
      },
    );
    expectNone(
      asks,
      "Take `now` and randomness from the call or from shared/config.ts: tests replay them, keys derive them.",
    );
  });

  test("what a process remembers goes with its stack", () => {
    const held = product.filter(({ path }) => !path.startsWith(`functions/${CONSOLE}/`) && !(path in REMEMBERS));
    const states = matching(held, /^(export )?(let \w|const \w+(: (?!Readonly)[^=]+)? = new (Map|Set)(<.*>)?\(\);)/);
    expectNone(states, "A stack finds nothing of an earlier one of its process: keep it by `perStack` or in `Kept`.");
  });

  test("the environment is read in shared/config.ts alone", () => {
    const reads = found(
      product.filter((s) => s.path !== "shared/config.ts"),
      (node) => nameOf(node) === "process.env",
    );
    expectNone(reads, "One place says what a Lambda needs from its environment, and reads it at the first call.");
  });
});

describe("left out on purpose", () => {
  test("nothing scans the table but what hands out, takes away or puts back all that a tenant has", () => {
    const walkers = ["shared/table/walk.ts", "infra/stacks/wall.ts", "infra/restore/restore.ts"];
    const others = [...product, ...infra].filter(({ path }) => !walkers.includes(path));
    const scans = found(others, (node) => {
      const { name, value } = node as { name?: unknown; value?: unknown };
      return (
        name === "ScanCommand" ||
        name === "paginateScan" ||
        value === "DynamoDB_20120810.Scan" ||
        value === "dynamodb:Scan"
      );
    });
    expectNone(scans, "A scan grows with all tenants together. Every list is a key query: declare an index.");
  });

  test("an address that somebody named is called through the wall against what is inside", () => {
    // A provider of text messages and a robot are called by hosts of a list; the client runs at whoever calls us.
    const named = ["shared/notify/sms-http.ts", "shared/notify/webhook.ts", "shared/client/client.ts"];
    const open = product.filter(({ path }) => ![...named, "shared/outside-call.ts"].includes(path));
    const inLambdas = open.filter(({ path }) => !path.startsWith(`functions/${CONSOLE}/app/`));
    const calls = found(inLambdas, (node) => nameOf(node) === "fetch");
    const wires = inLambdas.flatMap((s) =>
      s.imports.flatMap(({ from, line }) => (/^node:(http2?|https|net|tls|dgram)$/.test(from) ? [at(s, line)] : [])),
    );
    expectNone([...calls, ...wires], "Call it by callOutside (shared/outside-call.ts).");
  });

  test("a module casts nothing by way of unknown, and nothing to never", () => {
    const modules = product.filter(({ path }) => path.startsWith("functions/"));
    expectNone(matching(modules, /\bas (unknown as|never)\b/), "Say what is needed of it, where it is taken.");
  });

  test("no note to oneself, no console, no test left out", () => {
    const notes = new RegExp(
      `\\b(${["TO", "FIX", "HA"].map((start, n) => start + ["DO", "ME", "CK"][n]).join("|")})\\b`,
    );
    expectNone(matching(all, notes), "What is not done stands in an issue, not in the code.");
    const consoles = found(product, (node) => /^console\.\w+$/.test(nameOf(node)));
    expectNone(consoles, "Log lines are structured and go through shared/log.ts.");
    const skipped = matching(tests, /\b(test|it|describe)\.(only|skip|todo)\(/);
    expectNone(skipped, "A test runs or is deleted.");
  });
});

describe("declarations", () => {
  test("each module has its table of contents, its routes and its handler, and is named as its folder", () => {
    const folders = namesIn("functions").filter((name) => !name.includes("."));
    const missing = modules.flatMap((m) =>
      folders.includes(m.name)
        ? ["index.ts", "routes.ts", ...(m.seldom ? [] : ["handler.ts"])]
            .filter((f) => !namesIn(`functions/${m.name}`).includes(f))
            .map((f) => `${m.name}/${f}`)
        : [`functions/${m.name}`],
    );
    expectNone(missing, "A newcomer finds the same files in every module.");
    const used = [...modules.map(({ name }) => name), ...lambdas.map((l) => l.entry.split("/")[1])];
    expectNone(
      folders.filter((f) => !used.includes(f) && f !== CONSOLE),
      "A folder that no Lambda of modules.ts uses is dead code.",
    );
  });

  test("each prefix, noun and index question is declared once and whole", () => {
    const entities = modules.flatMap((m) => [...m.entities]);
    for (const key of ["prefix", "noun"] as const) {
      const values = entities.map((e) => e[key]);
      expectNone(
        values.filter((v, n) => values.indexOf(v) !== n),
        `Two entities with one ${key} cannot be told apart on the stream.`,
      );
    }
    const silent = modules.flatMap(entitiesOf).flatMap((e) =>
      Object.entries(e.indexes)
        .filter(([, index]) => !index?.answers)
        .map(([name]) => `${e.noun}.${name}`),
    );
    expectNone(silent, "An index that answers no stated question is paid for at every write for nothing.");
  });

  test("each route is unique, has a sentence, an example and a path in the house's form", () => {
    const routes = modules.flatMap((m) => [...m.routes]);
    const keys = routes.map(routeKey);
    expectNone(
      keys.filter((k, n) => keys.indexOf(k) !== n),
      "One call has one declaration.",
    );
    const wordless = routes.filter((r) => !/^[A-Z].*\.$/s.test(r.summary)).map(routeKey);
    expectNone(wordless, "The summary is a sentence: /docs, OpenAPI and routes.snap show it.");
    expectNone(
      routes.filter((r) => !r.example).map(routeKey),
      "/docs shows an example of every call, and the tests run it.",
    );
    const path = /^\/(openapi\.json|docs(\/\{module\})?|v1(\/([a-z][a-z0-9]*(-[a-z0-9]+)*|360|\{[a-z]\w*\}))+)$/;
    expectNone(
      routes.filter((r) => !path.test(r.path)).map(routeKey),
      "Paths are /v1 and kebab-case, parameters camelCase.",
    );
    const permission = /^([a-z]+\.[a-z][A-Za-z]*|self|operator|public)$/;
    expectNone(routes.filter((r) => !permission.test(r.permission)).map(routeKey), "Permissions are <module>.<verb>.");
  });
});
