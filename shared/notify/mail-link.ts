import * as z from "zod";
import { config } from "../config.ts";
import { sign, unsign } from "../http/seal.ts";
import type { Block } from "./blocks.ts";

export const MAIL_LINK_PATH = "/v1/mail-links/{token}";
const BOUND = "mail link";

/** What an address in a mail opens: with `to` a button's target, without it the picture that says that a mail was shown. */
const MailLink = z.object({ messageId: z.string(), to: z.string().optional() });
export type MailLink = z.output<typeof MailLink>;

type Sealed = { tenantId: string; sealingKey: string };

/** An address of ours that leads on to its target: the signature is over both, so that another target opens nothing. */
export const mailLinkUrl = ({ tenantId, sealingKey }: Sealed, link: MailLink): string =>
  config().publicUrl +
  MAIL_LINK_PATH.replace("{token}", `${tenantId}.${sign(sealingKey, JSON.stringify(link), BOUND)}`);

export function openedMailLink(sealingKey: string, token: string): MailLink | undefined {
  const payload = unsign(sealingKey, token.slice(token.indexOf(".") + 1), BOUND);
  return payload === undefined ? undefined : MailLink.parse(JSON.parse(payload));
}

/** The blocks of one message whose buttons are counted when they are followed, and the picture that counts it as shown. */
export const tracked = (of: Sealed, messageId: string, blocks: readonly Block[]) => ({
  blocks: blocks.map((block) =>
    block.kind === "button" ? { ...block, url: mailLinkUrl(of, { messageId, to: block.url }) } : block,
  ),
  pixelUrl: mailLinkUrl(of, { messageId }),
});
