import * as z from "zod";
import { type Route, route } from "../../shared/http/route.ts";
import { FormDefinition, Submission } from "./form.ts";

const PATH = "/v1/lead-forms/{formId}";
const BODY_BYTES_MAX = 32_768;

/** What answers the public is loaded with the first of its calls. */
const open = () => import("./open-forms.ts");

const define = route({
  method: "GET",
  path: `${PATH}/definition`,
  permission: "public",
  summary: "What a page needs to show a form, with the token that its submission brings back.",
  reply: FormDefinition,
  example: { params: { formId: "{formId}" } },
  run: async (call) => (await open()).defined(call),
});

const submit = route({
  method: "POST",
  path: `${PATH}/submissions`,
  permission: "public",
  summary: "Takes in what somebody has filled in. Whether it became a lead is not told: spam gets the same answer.",
  body: Submission,
  reply: z.object({ received: z.boolean() }),
  status: 202,
  rawBody: true,
  readsForms: true,
  told: async (fault, headers) => {
    const { toldToVisitor } = await import("../../shared/http/visitor.ts");
    return toldToVisitor(fault, headers);
  },
  bodyBytesMax: BODY_BYTES_MAX,
  example: {
    params: { formId: "{formId}" },
    body: { name: "李娜", email: "li.na@example.com", consent: true, fax: "", renderedAt: "(from the definition)" },
  },
  run: async (call) => (await open()).submitted(call),
});

export const submissionRoutes: Route[] = [define, submit];
