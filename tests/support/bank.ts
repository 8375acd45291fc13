import { Webhook } from "standardwebhooks";
import type { Clock } from "../../shared/clock.ts";
import { type ApiReply, apiClient, type Reached } from "./api.ts";
import { made, type TestTenant } from "./tenant.ts";

/** A bank as the webhook sees it: signs with the public library of the specification, the peer of our own code. */
export type TestBank = {
  connectionId: string;
  secret: string;
  /** Signs and sends canonical lines. */
  tell(transactions: object[], id?: string): Promise<ApiReply>;
  /** Signs and sends any body. */
  send(body: string, contentType: string, headers?: Record<string, string>): Promise<ApiReply>;
};

let deliveries = 0;

/** Links a bank account of the tenant and returns the bank that pushes to it. */
export async function linkBank(
  stack: Reached & { clock: Clock },
  tenant: TestTenant,
  more: object = {},
): Promise<TestBank> {
  const input = { name: "招商银行 基本户", accountNo: "755900001234", currency: "CNY", ...more };
  const connection = await made(tenant.admin, "/v1/bank-connections", input);
  const { id, webhookPath, signingSecret } = connection as unknown as {
    id: string;
    webhookPath: string;
    signingSecret: string;
  };
  const send = (body: string, contentType: string, headers: Record<string, string> = {}) => {
    deliveries += 1;
    const messageId = headers["webhook-id"] ?? `msg_${deliveries}`;
    const now = stack.clock.now();
    return apiClient(stack.baseUrl).post(webhookPath, body, {
      "content-type": contentType,
      "webhook-id": messageId,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": new Webhook(signingSecret).sign(messageId, now, body),
      ...headers,
    });
  };
  return {
    connectionId: id,
    secret: signingSecret,
    send,
    tell: (transactions, messageId) =>
      send(JSON.stringify({ transactions }), "application/json", messageId ? { "webhook-id": messageId } : {}),
  };
}
