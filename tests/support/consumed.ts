import { invokedKind } from "../../infra/local/lambda.ts";
import { type Consumption, setMeter } from "../../shared/table/store.ts";

/** What runs by itself: a message that is tried again, a minute that begins. */
const BY_ITSELF = new Set(["stream", "queue", "schedule", "object", "feedback"]);

/** What some work asks of the table, call by call: its own and what it asks of the API. What runs by itself meanwhile is not its. */
export async function consumed(work: () => Promise<unknown>): Promise<Consumption[]> {
  const calls: Consumption[] = [];
  setMeter((call) => {
    if (!BY_ITSELF.has(invokedKind() ?? "")) calls.push(call);
  });
  try {
    await work();
  } finally {
    setMeter(undefined);
  }
  return calls;
}
