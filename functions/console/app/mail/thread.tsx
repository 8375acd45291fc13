import { Fragment } from "react";
import { RecordLink, StateTag } from "../fields/value.tsx";
import type { GetMailsByIdThreadReplyPage, Mail } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useOptionLabel } from "../lib/options.ts";
import { useCan, useNoun, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Waiting } from "../shell/empty.tsx";
import { LineHead } from "../shell/page-head.tsx";
import { Problem } from "../shell/problem.tsx";
import { useWords } from "../words/index.ts";
import { Reply } from "./reply.tsx";

type Address = NonNullable<Mail["from"]>;

const namesOf = (of: readonly Address[] | undefined): string =>
  (of ?? []).map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(", ");

/** A mail of the thread: what it says, or that there was one. */
function MailShown({ mail }: { mail: Mail }) {
  const t = useWords();
  const formats = useFormats();
  const of = useNoun("mail");
  const [directionOf, stateOf] = [useOptionLabel(of, "direction"), useOptionLabel(of, "state")];
  const said = mail.readable ? "" : " internal";
  return (
    <li className={said.trim() || undefined}>
      <p className="faint">
        <StateTag value={mail.state === "draft" ? "claimable" : "over"} label={stateOf(mail.state)} />{" "}
        {directionOf(mail.direction)}{" "}
        <strong>
          <bdi>{namesOf(mail.from && [mail.from])}</bdi>
        </strong>{" "}
        → <bdi>{namesOf(mail.to)}</bdi>{" "}
        <time dateTime={mail.sentAt ?? mail.createdAt}>{formats.instant(mail.sentAt ?? mail.createdAt)}</time>
      </p>
      {mail.readable ? (
        <>
          <h3>
            <bdi>{mail.subject}</bdi>
          </h3>
          <p className="said mail-text">
            <bdi>{mail.text}</bdi>
          </p>
        </>
      ) : (
        <p>{t("mail.there")}</p>
      )}
      {mail.files && mail.files.length > 0 && (
        <ul className="plain-list">
          {mail.files.map(({ fileId, name, url }) => (
            <li key={fileId}>
              {url ? (
                <a href={url} rel="noopener noreferrer" target="_blank">
                  <bdi>{name}</bdi>
                </a>
              ) : (
                <bdi>{name}</bdi>
              )}
            </li>
          ))}
        </ul>
      )}
      {mail.deliveries?.map(({ to, state, error }) => (
        <p key={to} className={error ? "bad" : "faint"}>
          <bdi>{to}</bdi> · {state} {error}
        </p>
      ))}
    </li>
  );
}

/** A thread, the oldest mail first, with what it belongs to and the answer of whoever reads its mailbox. */
export function MailThread({ id, back }: { id: string; back: () => void }) {
  const t = useWords();
  const can = useCan();
  const { data, error, refetch } = useRead<GetMailsByIdThreadReplyPage>(`/v1/mails/${encodeURIComponent(id)}/thread`);
  const mails = data?.items ?? [];
  const related = [...new Set(mails.flatMap(({ relatedTo = [] }) => relatedTo.map((one) => one.id)))];
  const nameOf = useTitles(related);
  // The latest that a person wrote is answered; of a thread of our own the latest that was sent.
  const answerable = mails.filter(({ state }) => state === "received" || state === "sent");
  const latest = answerable.findLast(({ direction }) => direction === "inbound") ?? answerable.at(-1);
  const isReadable = mails.length > 0 && mails.every(({ readable }) => readable);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} />;
  return (
    <section className="line" aria-label={t("mail.thread")}>
      <LineHead back={back} title={<bdi>{mails.find(({ subject }) => subject)?.subject ?? t("mail.there")}</bdi>}>
        {related.length > 0 && (
          <p className="faint linked">
            {t("mail.related")}{" "}
            {related.map((one, n) => (
              <Fragment key={one}>
                {n > 0 && " · "}
                <RecordLink id={one} titleOf={nameOf} />
              </Fragment>
            ))}
          </p>
        )}
        {!isReadable && <p className="notice">{t("mail.notReader")}</p>}
      </LineHead>
      <ol className="thread">
        {mails.map((mail) => (
          <MailShown key={mail.id} mail={mail} />
        ))}
      </ol>
      {isReadable && latest && can("mails.write") && <Reply key={latest.id} mail={latest} />}
    </section>
  );
}
