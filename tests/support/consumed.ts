import { invokedKind } from "../../infra/local/lambda.ts";
import { type Consumption, setMeter } from "../../shared/table/store.ts";

/**
 * What some work asks of the table, call by call: its own and what the API's Lambdas ask for it. Who may call is asked by another,
 * and what runs by itself meanwhile (a message that is tried again, a minute that begins) is nobody's.
 */
export async function consumed(work: () => Promise<unknown>): Promise<Consumption[]> {
  const calls: Consumption[] = [];
  setMeter((call) => {
    if ((invokedKind() ?? "api") === "api") calls.push(call);
  });
  try {
    await work();
  } finally {
    setMeter(undefined);
  }
  return calls;
}
