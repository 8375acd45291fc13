import { App, Button, Input, Segmented } from "antd";
import { useState } from "react";
import { api, type PostTicketsByIdMessagesReply, type Ticket } from "../lib/api.ts";
import { dropDraft, keepDraft, readDraft } from "../lib/drafts.ts";
import { useFormats } from "../lib/format.ts";
import { now } from "../lib/machine.ts";
import type { Row } from "../lib/nouns.ts";
import { rowsOf, useAct, useCan, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { More } from "../shell/reading.tsx";
import { useWords, type WordKey } from "../words/index.ts";

type Message = PostTicketsByIdMessagesReply;

const AUTHORS: Record<Message["author"], WordKey> = {
  agent: "ticket.agent",
  customer: "ticket.customer",
  product: "ticket.product",
  development: "ticket.development",
};

const MINUTE_MS = 60_000;

/** How long it is until something is due, or has been: days, hours and minutes of the clock on the wall. */
function Due({ word, dueAt, doneAt, late }: { word: WordKey; dueAt?: string; doneAt?: string; late?: boolean }) {
  const t = useWords();
  const formats = useFormats();
  if (!dueAt) return null;
  const minutes = Math.round((Date.parse(dueAt) - now().getTime()) / MINUTE_MS);
  const isOver = late === true || (!doneAt && minutes < 0);
  const span = t("ticket.span", { hours: Math.floor(Math.abs(minutes) / 60), minutes: Math.abs(minutes) % 60 });
  const standing = doneAt
    ? t(late ? "ticket.doneLate" : "ticket.doneInTime", { at: formats.instant(doneAt) })
    : t(isOver ? "ticket.over" : "ticket.left", { span });
  return (
    <div>
      <dt className="faint">{t(word)}</dt>
      <dd>
        {formats.instant(dueAt)} <span className={isOver ? "bad" : "faint"}>{standing}</span>
      </dd>
    </div>
  );
}

/** What was said, the oldest first; what the customer never sees looks otherwise and says so. */
function Thread({ ticketId }: { ticketId: string }) {
  const t = useWords();
  const formats = useFormats();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(`/v1/tickets/${ticketId}/messages`);
  const messages = rowsOf<Message>(data);
  const nameOf = useTitles(messages.map(({ authorId }) => authorId));
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={4} />;
  if (messages.length === 0) return <Empty title={t("ticket.silent")} />;
  const nameIn = ({ authorName, authorId, email }: Message): string =>
    authorName ?? (authorId ? nameOf(authorId) : (email ?? ""));
  return (
    <>
      <ol className="thread">
        {messages.map((message) => (
          <li key={message.id} className={message.visibility}>
            <p className="faint">
              <strong>{t(AUTHORS[message.author])}</strong> <bdi>{nameIn(message)}</bdi>{" "}
              <time dateTime={message.createdAt}>{formats.instant(message.createdAt)}</time>
              {message.visibility === "internal" && <> · {t("ticket.internal")}</>}
              {message.fileIds && message.fileIds.length > 0 && (
                <> · {t("ticket.files", { count: message.fileIds.length })}</>
              )}
            </p>
            <p className="said">
              <bdi>{message.text}</bdi>
            </p>
          </li>
        ))}
      </ol>
      <More when={hasNextPage} go={fetchNextPage} />
    </>
  );
}

type Visibility = "public" | "internal";

/** Answers the customer, or notes something for colleagues; what is begun survives a reload. */
function Reply({ ticketId }: { ticketId: string }) {
  const t = useWords();
  const { message } = App.useApp();
  const draft = `ticket.${ticketId}.reply`;
  const [{ text, visibility }, setReply] = useState(() => ({
    ...{ text: "", visibility: "public" as Visibility },
    ...(readDraft(draft) as { text?: string; visibility?: Visibility } | undefined),
  }));
  const [error, setError] = useState<unknown>();
  const change = (next: { text?: string; visibility?: Visibility }): void => {
    const reply = { text, visibility, ...next };
    setReply(reply);
    keepDraft(draft, reply);
  };
  const send = useAct(
    () => api("POST /v1/tickets/{id}/messages", { params: { id: ticketId }, body: { text: text.trim(), visibility } }),
    () => {
      dropDraft(draft);
      setReply({ text: "", visibility });
      void message.success(t(visibility === "public" ? "ticket.sent" : "ticket.noted"));
    },
  );
  const press = (): void => {
    setError(undefined);
    send.mutate(undefined, { onError: setError });
  };
  const words = { public: t("ticket.public"), internal: t("ticket.note") };
  return (
    <form
      className={`reply ${visibility}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") press();
      }}
    >
      <Segmented
        aria-label={t("ticket.visibility")}
        value={visibility}
        onChange={(next) => change({ visibility: next })}
        options={(["public", "internal"] as const).map((value) => ({ value, label: words[value] }))}
      />
      {error !== undefined && <Problem error={error} />}
      <Input.TextArea
        aria-label={words[visibility]}
        rows={4}
        value={text}
        onChange={({ target }) => change({ text: target.value })}
      />
      <p className="faint">{t(visibility === "public" ? "ticket.publicWhat" : "ticket.noteWhat")}</p>
      <Button type="primary" htmlType="submit" className="fit" loading={send.isPending} disabled={text.trim() === ""}>
        {t(visibility === "public" ? "ticket.send" : "ticket.keep")}
      </Button>
    </form>
  );
}

/** A ticket as work: how much time it has, what was said, and the answer. */
export default function TicketSection({ row }: { row: Row }) {
  const t = useWords();
  const can = useCan();
  const ticket = row as Ticket;
  const isOpen = ticket.state !== "closed" && !ticket.archived;
  return (
    <>
      {(ticket.firstResponseDueAt ?? ticket.resolveDueAt) && (
        <section>
          <h2>{t("ticket.clock")}</h2>
          <dl className="pairs">
            <Due
              word="ticket.firstResponse"
              dueAt={ticket.firstResponseDueAt}
              doneAt={ticket.firstRespondedAt}
              late={ticket.isLateInResponse}
            />
            <Due
              word="ticket.resolve"
              dueAt={ticket.resolveDueAt}
              doneAt={ticket.resolvedAt}
              late={ticket.isLateInResolution}
            />
          </dl>
        </section>
      )}
      <section>
        <h2>{t("ticket.thread")}</h2>
        <Thread ticketId={row.id} />
        {isOpen && can("tickets.write") && <Reply ticketId={row.id} />}
      </section>
    </>
  );
}
