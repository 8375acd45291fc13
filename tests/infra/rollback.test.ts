import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { digestOf, type Kept, releaseBefore, type Standing } from "../../infra/rollback/releases.ts";
import { codeToPutBack, stacksPutBack, stacksToPutBack } from "../../infra/rollback/rollback.ts";

const digest = fc.constantFrom("a", "b", "c", "d");
const kept = fc
  .array(digest, { maxLength: 8 })
  .map((all) => all.map((one, n): Kept => ({ id: String(n), digest: one, stacks: [], hasPage: false })));

describe("the release to go back to", () => {
  test("is the one before what stands, and never what stands itself", () => {
    fc.assert(
      fc.property(kept, digest, (all, standing) => {
        const found = releaseBefore(all, standing);
        expect(found?.digest).not.toBe(standing);
        const at = all.findLastIndex((one) => one.digest === standing);
        const earlier = at === -1 ? all : all.slice(0, at).filter((one) => one.digest !== standing);
        expect(found).toBe(earlier.at(-1));
      }),
    );
  });

  test("goes further back each time, and comes to an end", () => {
    fc.assert(
      fc.property(fc.uniqueArray(digest, { minLength: 1 }), (all) => {
        const releases = all.map((one, n): Kept => ({ id: String(n), digest: one, stacks: [], hasPage: false }));
        const passed: string[] = [];
        for (let at = releaseBefore(releases, "what was never kept"); at; at = releaseBefore(releases, at.digest))
          passed.push(at.digest);
        expect(passed).toEqual(all.toReversed());
      }),
    );
  });
});

const lambda = (FunctionName: string | undefined, S3Key: string) => ({
  Type: "AWS::Lambda::Function",
  Properties: {
    ...(FunctionName && { FunctionName }),
    Code: { S3Bucket: { "Fn::Sub": "assets" }, S3Key },
  },
});
const stack = (name: string, resources: object) => ({ name, template: JSON.stringify({ Resources: resources }) });
const standing = (...stacks: Standing["stacks"]): Standing => ({ stacks });

describe("what is put back", () => {
  const earlier = standing(
    stack("api", { A: lambda("a", "a1.zip"), B: lambda("b", "b1.zip"), Own: lambda(undefined, "cdk1.zip") }),
    stack("crm", { C: lambda("c", "c1.zip") }),
    stack("gone", { G: lambda("g", "g1.zip") }),
  );
  const now = standing(
    stack("crm", { C: lambda("c", "c1.zip") }),
    stack("api", { A: lambda("a", "a2.zip"), B: lambda("b", "b1.zip"), N: lambda("n", "n2.zip") }),
  );

  test("is the code that differs of functions that both releases have, and the stacks whose templates differ", () => {
    expect(codeToPutBack(earlier, now)).toEqual([{ functionName: "a", bucket: "assets", key: "a1.zip" }]);
    expect(stacksToPutBack(earlier, now)).toEqual(["api"]);
    expect([codeToPutBack(now, now), stacksToPutBack(now, now)]).toEqual([[], []]);
  });

  test("is told by the stacks whatever their order, and by the page", () => {
    const [a, b] = [stack("a", {}), stack("b", {})];
    expect(digestOf(standing(a, b))).toBe(digestOf(standing(b, a)));
    expect(digestOf({ ...standing(a), page: "1" })).not.toBe(digestOf({ ...standing(a), page: "2" }));
  });

  test("waits for the others where another stack still holds it, and is told with its reason where it cannot be", async () => {
    // CloudFormation as far as it matters: `first` is refused until `second` has been put back, `never` always, and `same` has nothing to change.
    const done: string[] = [];
    const send = async ({ input }: { input: { StackName: string; TemplateURL?: string } }) => {
      const { StackName, TemplateURL } = input;
      if (StackName === "same") throw new Error("No updates are to be performed.");
      if (!TemplateURL) return { Stacks: [{ StackStatus: "UPDATE_COMPLETE" }] };
      const isHeld = StackName === "never" || (StackName === "first" && !done.includes("second"));
      if (isHeld) throw new Error(`Export of ${StackName} is in use`);
      done.push(`${StackName}`);
      return {};
    };
    const told: string[] = [];
    const left = await stacksPutBack(
      { send } as never,
      ["first", "never", "same", "second"],
      (name) => `at ${name}`,
      (line) => told.push(line),
    );
    expect(done).toEqual(["second", "first"]);
    expect(told).toEqual(["same is as it was.", "second is as it was.", "first is as it was."]);
    expect([...left]).toEqual([["never", "Export of never is in use"]]);
  });
});
