import { describe, expect, test } from "@jest/globals";
import { companyDomainsOf } from "../../functions/leads/domains.ts";
import { submissionId } from "../../functions/leads/guard.ts";
import { isSpam, mayComeFrom, renderedToken } from "../../shared/http/forms.ts";
import { likenessesOf, lookedUpKeys } from "../../shared/records/duplicates.ts";

const AT = "2026-11-24T08:00:00.000Z";
const later = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1_000).toISOString();

describe("the guard of a form", () => {
  const given = { name: "李娜", email: "li.na@example.com", renderedAt: renderedToken("key", "lfm_1", AT) };

  test("lets through what a person has taken time for", () => {
    expect(isSpam(given, "key", "lfm_1", later(3))).toBe(false);
    expect(isSpam(given, "key", "lfm_1", later(86_000))).toBe(false);
  });

  test("keeps out what is too fast, too late, forged, of another form, or fell into the trap", () => {
    expect(isSpam(given, "key", "lfm_1", later(1))).toBe(true);
    expect(isSpam(given, "key", "lfm_1", later(86_401))).toBe(true);
    expect(isSpam(given, "other", "lfm_1", later(3))).toBe(true);
    expect(isSpam(given, "key", "lfm_2", later(3))).toBe(true);
    expect(isSpam({ ...given, renderedAt: "x.y" }, "key", "lfm_1", later(3))).toBe(true);
    expect(isSpam({ ...given, fax: "1" }, "key", "lfm_1", later(3))).toBe(true);
  });

  test("knows the same person again, and the pages that may send it", () => {
    expect(submissionId("lfm_1", { ...given, email: "LI.NA@example.com" })).toBe(submissionId("lfm_1", given));
    expect(submissionId("lfm_2", given)).not.toBe(submissionId("lfm_1", given));
    expect(mayComeFrom(undefined, undefined)).toBe(true);
    expect(mayComeFrom("https://www.example.com", ["https://www.example.com"])).toBe(true);
    expect(mayComeFrom("https://evil.example", ["https://www.example.com"])).toBe(false);
    expect(mayComeFrom(undefined, ["https://www.example.com"])).toBe(false);
  });
});

describe("what records have in common", () => {
  test("is named by its kind, strong only where it is so for both", () => {
    const a = { name: "张伟", company: "上海某某科技有限公司", phone: "13800000001", email: "z@some.cn" };
    const b = { name: "张伟", company: "某某", phone: "+8613800000001", email: "Z+x@some.cn" };
    expect(likenessesOf(a, b).map(({ kind }) => kind)).toEqual(expect.arrayContaining(["phone", "email", "name"]));
    expect(likenessesOf(a, { company: "上海某某科技 有限公司" })).toEqual([{ kind: "company", strong: false }]);
    expect(likenessesOf(a, { name: "李娜" })).toEqual([]);
  });

  test("is looked up by few keys", () => {
    const kinds = lookedUpKeys({ name: "张伟", company: "上海某某", phone: "13800000001", email: "z@some.cn" }).map(
      (k) => k.kind,
    );
    expect(kinds.sort()).toEqual(["company", "email", "name", "phone"]);
  });

  test("is not the domain of a public mailbox", () => {
    expect(companyDomainsOf({ email: "a@QQ.com", website: "https://www.Some.cn/x" })).toEqual(["some.cn"]);
    expect(companyDomainsOf({ email: "a@some.cn", website: "https://some.cn" })).toEqual(["some.cn"]);
  });
});
