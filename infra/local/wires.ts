import type { Server } from "node:http";
import type { Clock } from "../../shared/clock.ts";
import { errorFields, log } from "../../shared/log.ts";
import { chatWire } from "./chat-wire.ts";
import { BodyTooLarge, json, listen, type Reply, send } from "./http.ts";
import type { Identities } from "./identities.ts";
import { identityWire } from "./identity-wire.ts";
import type { Lambda } from "./lambda.ts";
import { lambdaWire } from "./lambda-wire.ts";
import { mailWire } from "./mail-wire.ts";
import { Multipart } from "./multipart.ts";
import { objectWire } from "./object-wire.ts";
import type { Objects } from "./objects.ts";
import type { Outbox } from "./outbox.ts";
import type { Pool } from "./pool.ts";
import { poolWire } from "./pool-wire.ts";
import { queueWire } from "./queue-wire.ts";
import type { Queues } from "./queues.ts";

export type WireParts = {
  queues: Queues;
  outbox: Outbox;
  objects: Objects;
  pool: Pool;
  identities: Identities;
  clock: Clock;
  lambdas: readonly Lambda[];
};

/** One port on which the emulated AWS services speak their protocols: `/sqs`, `/ses`, `/sesv2`, `/sns`, `/s3`, `/cognito` and `/lambda`; group chats at `/chat`. */
export async function startWires(port: number, parts: WireParts): Promise<{ server: Server; url: string }> {
  const { queues, outbox, objects, pool, identities, clock, lambdas } = parts;
  const multipart = new Multipart(objects);
  const wires = await listen(port, async (request, response) => {
    const service = request.url?.split(/[/?]/)[1];
    let reply: Reply;
    try {
      if (service === "sqs") reply = await queueWire(request, queues, wires.url);
      else if (service === "ses" || service === "sns") reply = await mailWire(service, request, { outbox, identities });
      else if (service === "sesv2") reply = await identityWire(request, identities);
      else if (service === "chat") reply = await chatWire(request, outbox);
      else if (service === "cognito") reply = await poolWire(request, pool);
      else if (service === "lambda") reply = await lambdaWire(request, lambdas);
      else if (service === "s3") reply = await objectWire(request, { objects, multipart, clock });
      else reply = json(404, { message: "No service of the local stack answers here." });
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) log.error("wire failed", { service, ...errorFields(error) });
      reply = json(error instanceof BodyTooLarge ? 413 : 500, { message: "The request could not be served." });
    }
    send(response, reply);
  });
  return wires;
}
