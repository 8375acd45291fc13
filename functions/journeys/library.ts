import * as z from "zod";
import { invalidField, notFound } from "../../shared/fault.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { shown } from "../../shared/records/shown.ts";
import { idOf } from "../../shared/schema.ts";
import { journeyNoun } from "./noun.ts";
import { JourneyView } from "./schema.ts";
import { labelIn, type Strategy } from "./strategy.ts";

const PATH = "/v1/journey-strategies";

/** Loaded by whoever looks at it. */
const library = () => import("./strategies.ts");

const StrategyView = z.object({ key: z.string(), name: z.string(), about: z.string(), givesCoupon: z.boolean() });

const list = route({
  method: "GET",
  path: PATH,
  permission: "journeys.read",
  summary: "The library of journeys that can be installed as drafts.",
  reply: z.object({ items: z.array(StrategyView) }),
  example: {},
  run: async ({ tenant }) => ({
    items: (await library()).STRATEGIES.map(({ key, name, about, givesCoupon = false }) => ({
      ...{ key, name: labelIn(tenant.locale, name), about: labelIn(tenant.locale, about), givesCoupon },
    })),
  }),
});

const InstallInput = z.strictObject({
  couponTemplateId: idOf("cpt").optional().describe("What its coupons are worth, where it gives some."),
});

/** The templates of a strategy's letters, by the names of the letters. */
async function lettersOf(call: Call<unknown, unknown>, { letters = {}, givesCoupon, name }: Strategy) {
  const { creation } = await import("../../shared/records/write.ts");
  const { templateNoun } = await import("../templates/noun.ts");
  const say = (label: Strategy["name"]): string => labelIn(call.tenant.locale, label);
  const made = Object.entries(letters).map(async ([letter, { purpose, subject, text }]) => {
    const change = await creation(call, templateNoun, {
      ...{ name: say(name), channel: "email", purpose, subject: say(subject) },
      blocks: [{ kind: "paragraph", text: say(text) }],
      ...(givesCoupon && { variables: [{ name: "coupon" }] }),
    });
    return [letter, change] as const;
  });
  return new Map(await Promise.all(made));
}

const install = route({
  method: "POST",
  path: `${PATH}/{key}/install`,
  permission: "journeys.write",
  summary:
    "Makes a draft journey of a strategy, with the templates of its mails; publish it once you have looked at it.",
  body: InstallInput,
  reply: JourneyView,
  status: 201,
  example: { params: { key: "lead-untouched" }, body: {} },
  run: async (call) => {
    const { STRATEGIES } = await library();
    const strategy = STRATEGIES.find(({ key }) => key === call.params.key);
    if (!strategy) throw notFound("journey strategy", call.params.key ?? "");
    const { couponTemplateId: coupon } = call.body;
    if (strategy.givesCoupon && !coupon) {
      throw invalidField("couponTemplateId", "This strategy gives coupons: name their template.", "required");
    }
    if (!strategy.givesCoupon && coupon) throw invalidField("couponTemplateId", "This strategy gives no coupons.");
    if (strategy.letters) call.access.need("templates.write");
    const letters = await lettersOf(call, strategy);
    const say = (label: Strategy["name"]): string => labelIn(call.tenant.locale, label);
    const template = (letter: string): string => letters.get(letter)?.after.id ?? "";
    const definition = strategy.build({ template, coupon: coupon ?? "" }, say);
    const { creation, commit, beside } = await import("../../shared/records/write.ts");
    const made = await creation(call, journeyNoun, { name: say(strategy.name), ...definition });
    const templates = [...letters.values()].flatMap(({ actions }) => actions);
    return shown(call, journeyNoun, await commit(call, beside(made, templates)));
  },
});

export const libraryRoutes: Route[] = [list, install];
