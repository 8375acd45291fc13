import type { Context } from "aws-lambda";
import { type ApiEvent, apiHandler } from "../../shared/http/handler.ts";
import type { HttpResult } from "../../shared/http/problem.ts";
import { Kept } from "../../shared/kept.ts";
import { product } from "../users/context.ts";
import { collections } from "./generated/collections.ts";

type Answer = (event: ApiEvent, context: Context) => Promise<HttpResult>;

const answers = new Kept<Answer>(Number.POSITIVE_INFINITY);

/** What answers below a collection; of one that nobody has, that it is none. */
async function answerOf(collection: string): Promise<Answer> {
  const loaded = await Promise.all((collections[collection] ?? []).map((load) => load()));
  const routes = loaded.flatMap((module) => module.routes);
  return apiHandler(routes, product) as Answer;
}

/** Answers for the modules that are asked seldom. What one of them is made of is loaded with the first call to it. */
export const handler: Answer = async (event, context) => {
  const [, , name = ""] = (event?.rawPath ?? "").split("/");
  const collection = Object.hasOwn(collections, name) ? name : "";
  return (await answers.get(collection, () => answerOf(collection)))(event, context);
};
