import { Fault, notFound } from "../../shared/fault.ts";
import { checkVersion } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { actionRoutes, type NounAction } from "../../shared/records/transition.ts";
import { shown } from "../../shared/records/write.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { QuoteView } from "../quotes/schema.ts";
import { quote } from "../quotes/table.ts";
import { approve, isShown, reject } from "./actions.ts";
import { approvalNoun } from "./noun.ts";
import { approval } from "./table.ts";

type AnyCall = Call<unknown, unknown>;

/** The approval that a quote waits for. Whoever neither sees the quote nor is asked learns nothing of it. */
async function awaited(call: AnyCall): Promise<string> {
  const id = call.params.id ?? "";
  const row: RowOf<typeof quote> = await call.table.get(quote, id);
  const asked = row.approvalId ? await call.table.find(approval, row.approvalId) : undefined;
  const isAsked = asked !== undefined && (await isShown(call, asked));
  if (!isAsked && !call.access.sees(quote, row)) throw notFound(quote.noun, id);
  checkVersion(call, quote, row);
  if (!row.approvalId) throw new Fault("invalid_state", `The quote is ${row.status} and waits for nobody's approval.`);
  return row.approvalId;
}

/** A decision that is named by the quote: the very call on its approval, answered with the quote as it then is. */
function decision(spec: NounAction, summary: string): Route {
  const [own] = actionRoutes(approvalNoun, [spec]) as [Route];
  return route({
    method: "POST",
    path: `/v1/quotes/{id}/${spec.name}`,
    permission: own.permission,
    noun: quote.noun,
    summary,
    body: spec.body,
    reply: QuoteView,
    example: { params: { id: "{id}" }, ...spec.example },
    run: async (call: AnyCall) => {
      const approvalId = await awaited(call);
      await own.run({ ...call, params: { id: approvalId }, ifMatch: undefined });
      const [row, { quoteNoun }] = await Promise.all([
        call.table.get(quote, call.params.id ?? ""),
        import("../quotes/noun.ts"),
      ]);
      return shown(call, quoteNoun, row);
    },
  });
}

export const quoteDecisions: Route[] = [
  decision(approve, "Agrees to the quote that waits for one's approval."),
  decision(reject, "Does not agree to the quote that waits for one's approval; it is a draft again."),
];
