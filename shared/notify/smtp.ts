import { createTransport, type Transporter } from "nodemailer";
import type { Config, SmtpServer } from "../config.ts";
import type { Outcome } from "./send.ts";

/**
 * Mail by SMTP (RFC 5321), where a region has no SES: the same messages through a server of the operator's choice. Nobody
 * reports of a mail but by mail: what comes back goes to the return path, whose reports `functions/messages/bounced.ts` reads.
 * A connection serves one mail, since a Lambda that sleeps in between would find the next one's broken.
 */

const ANSWER_MS_MAX = 10_000;
const CONNECT_MS_MAX = 3_000;

/** What nodemailer says of a failure: its own code, the command that it was at, and what the server answered. */
type SmtpError = Error & { code?: string; command?: string; responseCode?: number; response?: string };

/** Commands before the message itself: whatever fails here, nothing has left. */
const BEFORE_DATA = /^(CONN|EHLO|HELO|STARTTLS|AUTH\b.*|API|MAIL FROM|RCPT TO)$/;

/**
 * Reads a failure. A server that says no for good (5yz) to the recipient or the message means this mail, to anything before
 * them the sender's account; what it says for now (4yz) passes. A connection that broke off behind DATA leaves open whether
 * the mail left.
 */
export function smtpOutcome(failure: unknown): Outcome {
  const { code = "", command = "", responseCode = 0, response, message } = failure as SmtpError;
  const error = `${responseCode || code}: ${response ?? message}`.slice(0, 300);
  const isForGood = responseCode >= 500 && responseCode < 600;
  if (isForGood && (command === "RCPT TO" || command === "DATA")) return { kind: "rejected", error };
  if (responseCode >= 400 || BEFORE_DATA.test(command) || code === "EAUTH") {
    return { kind: "refused", error, isBusy: false };
  }
  return { kind: "unknown", error };
}

let made: { for: Config; transport: Transporter } | undefined;

function transportOf(of: Config, { host, port, tls, user, password }: SmtpServer): Transporter {
  if (made?.for !== of) {
    const transport = createTransport({
      ...{ host, port, secure: tls === "implicit", requireTLS: tls === "starttls", ignoreTLS: tls === "none" },
      ...(user && { auth: { user, pass: password ?? "" } }),
      tls: { minVersion: "TLSv1.2" },
      ...{ connectionTimeout: CONNECT_MS_MAX, greetingTimeout: ANSWER_MS_MAX, socketTimeout: ANSWER_MS_MAX },
      // A message is what it is: it names no file and no address to be fetched.
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
    made = { for: of, transport };
  }
  return made.transport;
}

/** Hands a built mail for one address to the server; what comes back goes to `returnPath`. */
export async function sendBySmtp(
  of: Config,
  server: SmtpServer,
  raw: string,
  to: string,
  returnPath: string,
): Promise<Outcome> {
  try {
    const envelope = { from: returnPath, to: [to] };
    const out = await transportOf(of, server).sendMail({ envelope, raw: Buffer.from(raw, "latin1") });
    return { kind: "sent", providerId: String(out.response ?? "").slice(0, 200) };
  } catch (error) {
    return smtpOutcome(error);
  }
}
