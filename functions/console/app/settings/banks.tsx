import { useQuery } from "@tanstack/react-query";
import { api } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { dayIn, now } from "../lib/machine.ts";
import type { Row } from "../lib/nouns.ts";
import { useRead } from "../lib/queries.ts";
import { type BankLine, whoPaid } from "../receipts/lines.ts";
import { useWords } from "../words/index.ts";

const ASK_AGAIN_MS = 3_000;

/** What a bank, or whoever speaks for it, sends: the address, how it is signed, and a body that is taken. */
const requestOf = (origin: string, path: string, day: string, currency: string): string =>
  [
    `POST ${origin}${path}`,
    "content-type: application/json",
    "webhook-id: msg_1",
    "webhook-timestamp: <seconds since 1970>",
    'webhook-signature: v1,<base64 of HMAC-SHA256 of "id.timestamp.body", keyed with the secret after whsec_>',
    "",
    JSON.stringify(
      { transactions: [{ bankReference: "first-1", bookedOn: day, direction: "credit", amountMinor: 100, currency }] },
      null,
      2,
    ),
  ].join("\n");

/** A connection that was just made: its secret, once, the request that the bank is to send, and whether it has come. */
export function FirstDelivery({ connection }: { connection: Row }) {
  const t = useWords();
  const formats = useFormats();
  const secret = connection.signingSecret as string | undefined;
  const { data } = useQuery({
    queryKey: ["first-delivery", connection.id],
    queryFn: () => api("GET /v1/bank-transactions", { query: { connectionId: connection.id, limit: 1 } }),
    refetchInterval: ({ state }) => ((state.data?.items.length ?? 0) > 0 ? false : ASK_AGAIN_MS),
  });
  if (!secret) return null;
  const first = data?.items[0] as BankLine | undefined;
  const day = dayIn(formats.timeZone, now());
  return (
    <ol className="steps">
      <li>
        {t("banks.secret")}
        <code className="secret">{secret}</code>
      </li>
      <li>
        {t("banks.request")}
        <code className="secret">
          {requestOf(location.origin, String(connection.webhookPath), day, String(connection.currency))}
        </code>
      </li>
      <li>
        <span role="status">
          {first
            ? t("banks.came", { what: `${whoPaid(first)} ${formats.money(first.amountMinor, first.currency)}`.trim() })
            : t("banks.waits")}
        </span>
      </li>
    </ol>
  );
}

type Rejection = { id: string; code: string; detail: string; createdAt: string };

/** What the banks sent that could not be taken, and why. */
export function Banks() {
  const t = useWords();
  const formats = useFormats();
  const { data } = useRead<{ items: Rejection[] }>("/v1/bank-rejections", { limit: 20 });
  if (!data) return null;
  return (
    <section>
      <h2>{t("banks.rejections")}</h2>
      {data.items.length === 0 && <p className="faint">{t("banks.noRejections")}</p>}
      <ul className="plain-list">
        {data.items.map(({ id, detail, createdAt }) => (
          <li key={id}>
            <span className="faint">{formats.instant(createdAt)}</span> <bdi>{detail}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
