import { Select } from "antd";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import type { Mail, MailboxPage } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useNarrow } from "../lib/media.ts";
import { rowsOf, useCan, useRead, useRows } from "../lib/queries.ts";
import { Empty } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { More, Reading } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";
import { MailThread } from "./thread.tsx";

type Box = MailboxPage["items"][number];

/** Of each thread its latest mail, in the order in which they came. */
function threadsOf(mails: readonly Mail[]): { latest: Mail; mails: number }[] {
  const threads = Map.groupBy(mails, ({ threadId }) => threadId);
  return [...threads.values()].flatMap((of) => (of[0] ? [{ latest: of[0], mails: of.length }] : []));
}

/** Who it is with, as far as the reader may see addresses. */
function whoIn({ direction, from, to = [] }: Mail): string {
  const others = direction === "inbound" && from ? [from] : to;
  return others.map(({ name, address }) => name ?? address).join(", ");
}

/** The threads of a mailbox: what they say for its readers, that there were mails for all others. */
function Threads({ box, chosen, open }: { box: Box; chosen: string | undefined; open: (id: string) => void }) {
  const t = useWords();
  const formats = useFormats();
  const [path, asked] = box.readable ? [`/v1/mailboxes/${box.id}/mails`, {}] : ["/v1/mails", { mailboxId: box.id }];
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(path, asked);
  const threads = threadsOf(rowsOf<Mail>(data));
  return (
    <section className="stream" aria-label={t("mail.threads")}>
      {!box.readable && <p className="notice">{t("mail.notReader")}</p>}
      <Reading {...{ data, error, refetch }} rows={8} />
      {data && threads.length === 0 && <Empty title={t("mail.none")} />}
      <ul className="bank-lines">
        {threads.map(({ latest, mails }) => (
          <li key={latest.threadId}>
            <button
              type="button"
              aria-current={latest.threadId === chosen ? "true" : undefined}
              onClick={() => open(latest.threadId)}
            >
              <span className="who">
                <bdi>{whoIn(latest) || t("mail.there")}</bdi>
              </span>
              <span className="faint">{mails > 1 ? t("mail.count", { n: mails }) : ""}</span>
              <span className="remittance faint">
                <bdi>{latest.subject ?? t("mail.there")}</bdi>
              </span>
              <time className="faint" dateTime={latest.createdAt}>
                {formats.instant(latest.createdAt)}
              </time>
            </button>
          </li>
        ))}
      </ul>
      <More when={hasNextPage} go={fetchNextPage} />
    </section>
  );
}

/** Mailboxes: their threads, one of them read, and its answer. */
export function Component() {
  const t = useWords();
  const can = useCan();
  const go = useNavigate();
  const narrow = useNarrow();
  const { id } = useParams();
  const [params, setParams] = useSearchParams();
  const { data, error, refetch } = useRead<MailboxPage>("/v1/mailboxes", { limit: 100 });
  const boxes = data?.items ?? [];
  const box = boxes.find((one) => one.id === params.get("box")) ?? boxes.find((one) => one.readable) ?? boxes[0];
  const query = params.size > 0 ? `?${params}` : "";
  const open = (to: string | undefined): void => void go(`${to ? `/mail/${to}` : "/mail"}${query}`);
  const isAlone = narrow && id !== undefined;
  return (
    <div className="page workbench">
      {isAlone ? (
        <h1 className="unseen">{t("nav.mail")}</h1>
      ) : (
        <PageHead title={t("nav.mail")}>
          {box && (
            <Select
              aria-label={t("mail.box")}
              className="choice"
              value={box.id}
              onChange={(next) => setParams({ box: next })}
              options={boxes.map((one) => ({ value: one.id, label: one.name }))}
            />
          )}
          {can("mailboxes.write") && (
            <Link className="button" to="/settings/mailboxes">
              {t("mail.settings")}
            </Link>
          )}
        </PageHead>
      )}
      <Reading {...{ data, error, refetch }} rows={8} />
      {data && !box && <Empty title={t("mail.noBox")}>{can("mailboxes.write") && <p>{t("mail.noBoxWhat")}</p>}</Empty>}
      {box && (
        <div className="bench">
          {!isAlone && <Threads key={box.id} box={box} chosen={id} open={open} />}
          {id ? (
            <MailThread key={id} id={id} back={() => open(undefined)} />
          ) : (
            !narrow && <Empty title={t("mail.choose")} />
          )}
        </div>
      )}
    </div>
  );
}
