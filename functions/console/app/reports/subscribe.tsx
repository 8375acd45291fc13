import { App, Button, Input, Select } from "antd";
import { type ReactNode, useState } from "react";
import { ReferenceInput } from "../fields/reference.tsx";
import { api, type ReportSubscription } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useAct, useCan, useMe, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Problem } from "../shell/problem.tsx";
import { useWords, type WordKey } from "../words/index.ts";

/** What is brought: a report of the catalogue, a saved one, or a dashboard. */
export type Source = Pick<ReportSubscription, "report" | "savedReportId" | "dashboardId">;
type Days = ReportSubscription["days"];
type Channel = "mail" | "chat";

const MORNING = "08:00";
const DAYS: readonly { value: Days; word: WordKey }[] = [
  { value: "workdays", word: "subscribe.workdays" },
  { value: "daily", word: "subscribe.daily" },
];
const TO: Record<Channel, { noun: string; word: WordKey }> = {
  mail: { noun: "user", word: "subscribe.to" },
  chat: { noun: "chatGroup", word: "subscribe.groups" },
};

/** The subscriptions of it that there are, each with when it comes next and the way to end it. */
function There({ of }: { of: Source }) {
  const t = useWords();
  const formats = useFormats();
  const { message } = App.useApp();
  const { data } = useRead<{ items: ReportSubscription[] }>("/v1/report-subscriptions", of);
  const items = data?.items ?? [];
  const nameOf = useTitles(items.flatMap(({ recipients }) => recipients));
  const end = useAct((id: string) => api("POST /v1/report-subscriptions/{id}/archive", { params: { id } }));
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{t("subscribe.there")}</h2>
      <ul className="rows">
        {items.map(({ id, recipients, nextAt }) => {
          const whom = recipients.map(nameOf).join(", ");
          return (
            <li key={id}>
              <span>
                <bdi>{whom}</bdi>{" "}
                {nextAt && <span className="faint">{t("subscribe.next", { at: formats.instant(nextAt) })}</span>}
              </span>
              <Button
                size="small"
                aria-label={`${t("subscribe.end")}: ${whom}`}
                onClick={() => end.mutate(id, { onError: (fault) => void message.error(fault.message) })}
              >
                {t("subscribe.end")}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const Asked = ({ word, children }: { word: WordKey; children: ReactNode }) => {
  const t = useWords();
  return (
    <div className="stack">
      <span className="faint">{t(word)}</span>
      {children}
    </div>
  );
};

function Ask({ of, what, close }: { of: Source; what: string; close: () => void }) {
  const t = useWords();
  const can = useCan();
  const { message } = App.useApp();
  const { data: me } = useMe();
  const [channel, setChannel] = useState<Channel>("mail");
  const [recipients, setRecipients] = useState<string[]>(me?.kind === "user" ? [me.principalId] : []);
  const [at, setAt] = useState(MORNING);
  const [days, setDays] = useState<Days>("workdays");
  const save = useAct(
    () => api("POST /v1/report-subscriptions", { body: { ...of, recipients, at, days, channel } }),
    () => {
      void message.success(t("subscribe.done"));
      close();
    },
  );
  const channels: Channel[] = can("chats.read") ? ["mail", "chat"] : ["mail"];
  const said: Record<Channel, WordKey> = { mail: "subscribe.mail", chat: "subscribe.chat" };
  const { noun, word } = TO[channel];
  return (
    <Dialog
      open
      title={t("subscribe.title", { what })}
      okText={t("subscribe.open")}
      okButtonProps={{ disabled: recipients.length === 0 || at === "", loading: save.isPending }}
      onCancel={close}
      onOk={() => save.mutate()}
    >
      <div className="stack">
        <p className="faint">{t("subscribe.how")}</p>
        {save.error && <Problem error={save.error} />}
        {channels.length > 1 && (
          <Asked word="subscribe.channel">
            <Select
              aria-label={t("subscribe.channel")}
              value={channel}
              options={channels.map((value) => ({ value, label: t(said[value]) }))}
              onChange={(next) => {
                setChannel(next);
                setRecipients([]);
              }}
            />
          </Asked>
        )}
        <Asked word={word}>
          <ReferenceInput
            multiple
            key={noun}
            noun={noun}
            label={t(word)}
            value={recipients}
            onChange={(ids) => setRecipients([ids ?? []].flat())}
          />
        </Asked>
        <Asked word="subscribe.at">
          <Input type="time" aria-label={t("subscribe.at")} value={at} onChange={({ target }) => setAt(target.value)} />
        </Asked>
        <Asked word="subscribe.days">
          <Select
            aria-label={t("subscribe.days")}
            value={days}
            options={DAYS.map(({ value, word }) => ({ value, label: t(word) }))}
            onChange={setDays}
          />
        </Asked>
        <There of={of} />
      </div>
    </Dialog>
  );
}

/** Has what the page shows brought to people or group chats, and tells who gets it already. */
export function Subscribe({ of, what }: { of: Source; what: string }) {
  const t = useWords();
  const can = useCan();
  const [isAsking, setIsAsking] = useState(false);
  if (!can("reports.write")) return null;
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>{t("subscribe.open")}</Button>
      {isAsking && <Ask of={of} what={what} close={() => setIsAsking(false)} />}
    </>
  );
}
