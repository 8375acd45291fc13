import { beforeAll, describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { grants } from "../../functions/streams/generated/grants.ts";
import { PARTNER } from "../../functions/users/roles.ts";
import { demoId } from "../../shared/contract/examples.ts";
import { routeKey } from "../../shared/http/route.ts";
import { type DemoTenant, openTenant, scene, seedDemo } from "../support/demo.ts";
import { dump } from "../support/dump.ts";
import { partnersPerson } from "../support/partners.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";
import { attacksOn, idsOf, nameOfAttack, namingOf } from "../support/walls.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

describe("every door", () => {
  let demo: DemoTenant;
  let stranger: Api;
  let strangerId: string;
  let own: Api;

  beforeAll(async () => {
    const tenant = await openTenant(stack(), "PartnerWalls");
    await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
    demo = await seedDemo(stack(), tenant);
    const { id } = await made(demo.admin, "/v1/partners", { name: "另一家渠道" });
    strangerId = id;
    stranger = (await partnersPerson(stack(), demo.admin, id, "stranger@channel.example.com")).api;
    own = (await partnersPerson(stack(), demo.admin, demoId("ptn"), "own@channel.example.com")).api;
  });

  /** What a partner's people may call at all. */
  const may = (permission: string): boolean => permission === "self" || (grants[PARTNER] ?? []).includes(permission);

  test("is shut to partners' people where they have no permission, and shows another partner's nothing elsewhere", async () => {
    const ids = idsOf(await dump(stack(), `T#${demo.id}#`));
    // Products and what is published are everybody's; a person is told of themselves.
    const open = ["product", "article", "tenant", "user", "apiKey", "role"];
    // What is the stranger's own: themselves, and the rules that are for all partners.
    const told = (await demo.admin.get(`/v1/rebate-rules/notices?partnerId=${strangerId}`)).body.items;
    const theirs = [strangerId, ...told.flatMap((n: { id: string; ruleId: string }) => [n.id, n.ruleId])];
    const secrets = [...ids]
      .flatMap(([noun, all]) => (open.includes(noun) ? [] : all))
      .filter((id) => !theirs.includes(id));
    const naming = namingOf(ids, demoId);
    const findings: string[] = [];
    let tried = 0;
    for (const route of scene.routes) {
      if (route.permission === "operator" || route.permission === "public") continue;
      const [attack] = attacksOn(route, naming, naming, "PW");
      if (!attack) continue;
      const search = new URLSearchParams(attack.query).toString();
      const path = `${attack.path}${search ? `?${search}` : ""}`;
      const { status, body } = await stranger.request(route.method, path, { body: attack.body });
      const text = JSON.stringify(body ?? null);
      tried += 1;
      if (!may(route.permission) && status !== 403) findings.push(`${routeKey(route)} answers ${status}`);
      if (status >= 500) findings.push(`${nameOfAttack(attack)} answers ${status} ${text}`);
      const shown = status < 300 ? secrets.filter((id) => text.includes(id)) : [];
      if (shown.length > 0) findings.push(`${nameOfAttack(attack)} shows ${shown.slice(0, 3).join(", ")}`);
    }
    expect(findings).toEqual([]);
    expect(tried).toBeGreaterThan(300);
  });

  test("shows the partner's own people their own", async () => {
    for (const path of [
      "/v1/deal-registrations",
      "/v1/partner-orders",
      "/v1/reference-cases",
      "/v1/partner-statements",
      "/v1/rebates",
    ]) {
      const { items } = (await own.get(path)).body;
      expect([path, items.length > 0]).toEqual([path, true]);
      expect(items.every((item: { partnerId: string }) => item.partnerId === demoId("ptn"))).toBe(true);
    }
  });
});
