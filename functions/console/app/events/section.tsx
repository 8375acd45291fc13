import { App, Button, Form, Input } from "antd";
import { useState } from "react";
import { RecordLink, StateTag } from "../fields/value.tsx";
import { api, type MarketingEvent, type PostMarketingEventsByIdRegistrationsReply } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import type { Row } from "../lib/nouns.ts";
import { rowsOf, useAct, useCan, useRows } from "../lib/queries.ts";
import { Empty } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { More, Reading } from "../shell/reading.tsx";
import { useWords, type WordKey } from "../words/index.ts";

type Registration = PostMarketingEventsByIdRegistrationsReply;

const STATES: Record<Registration["state"], WordKey> = {
  registered: "event.registered",
  waiting: "event.waiting",
  cancelled: "event.cancelled",
  attended: "event.attended",
  noShow: "event.noShow",
};

/** As many as one call gives; an event has five thousand places at most, so that a few calls have them all. */
const PAGE = 200;

/** Lets somebody in by what their ticket's code says, scanned into the field or typed. */
function CheckIn({ id }: { id: string }) {
  const t = useWords();
  const { message } = App.useApp();
  const [token, setToken] = useState("");
  const letIn = useAct(
    () => api("POST /v1/marketing-events/{id}/check-in", { params: { id }, body: { token: token.trim() } }),
    ({ name }) => {
      setToken("");
      void message.success(t("event.letIn", { name: name ?? "" }));
    },
  );
  return (
    <Input.Search
      aria-label={t("event.ticket")}
      placeholder={t("event.ticket")}
      enterButton={t("event.checkIn")}
      value={token}
      loading={letIn.isPending}
      onChange={({ target }) => setToken(target.value)}
      onSearch={() =>
        token.trim() !== "" && letIn.mutate(undefined, { onError: (error) => void message.error(error.message) })
      }
    />
  );
}

/** Registers somebody by hand; whether they have a place or wait for one is told. */
function Register({ id }: { id: string }) {
  const t = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ name: string; email: string }>();
  const [error, setError] = useState<unknown>();
  const register = useAct(
    (body: { name: string; email: string }) =>
      api("POST /v1/marketing-events/{id}/registrations", { params: { id }, body }),
    ({ state }) => {
      form.resetFields();
      void message.success(t(STATES[state]));
    },
  );
  const submit = (values: { name: string; email: string }): void => {
    setError(undefined);
    register.mutate(values, { onError: setError });
  };
  const rules = [{ required: true, message: t("form.required") }];
  return (
    <>
      {error !== undefined && <Problem error={error} />}
      <Form form={form} layout="inline" className="filter-bar" onFinish={submit}>
        <Form.Item name="name" label={t("event.name")} rules={rules}>
          <Input />
        </Form.Item>
        <Form.Item name="email" label={t("event.email")} rules={rules}>
          <Input type="email" />
        </Form.Item>
        <Button htmlType="submit" loading={register.isPending}>
          {t("event.register")}
        </Button>
      </Form>
    </>
  );
}

/** One who has registered: how they stand, and the way out while they have or wait for a place. */
function Line({ eventId, of }: { eventId: string; of: Registration }) {
  const t = useWords();
  const formats = useFormats();
  const can = useCan();
  const { message } = App.useApp();
  const cancel = useAct((email: string) =>
    api("POST /v1/marketing-events/{id}/cancel-registration", { params: { id: eventId }, body: { email } }),
  );
  const { email } = of;
  const isIn = of.state === "registered" || of.state === "waiting";
  return (
    <li>
      <div>
        {of.personId ? <RecordLink id={of.personId} titleOf={() => of.name ?? of.id} /> : <bdi>{of.name ?? of.id}</bdi>}
        <p className="faint">
          <bdi>{[of.company, of.email].filter(Boolean).join(" · ")}</bdi>
          {of.checkedInAt && <> · {formats.instant(of.checkedInAt)}</>}
        </p>
      </div>
      <div className="actions">
        <StateTag value={of.state} label={t(STATES[of.state])} />
        {isIn && email && can("gatherings.write") && (
          <Button
            size="small"
            loading={cancel.isPending}
            aria-label={`${t("event.cancel")}: ${of.name ?? of.id}`}
            onClick={() => cancel.mutate(email, { onError: (error) => void message.error(error.message) })}
          >
            {t("event.cancel")}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Who comes to an event, who waits for a place, and who is there. */
export default function EventSection({ row }: { row: Row }) {
  const t = useWords();
  const can = useCan();
  const event = row as MarketingEvent;
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(
    `/v1/marketing-events/${row.id}/registrations`,
    {},
    PAGE,
  );
  const all = rowsOf<Registration>(data);
  const count = (...states: Registration["state"][]): number =>
    all.filter(({ state }) => states.includes(state)).length;
  const isOpen = event.status === "open" && !event.archived;
  const figures: readonly [WordKey, string][] = [
    ["event.taken", `${count("registered", "attended", "noShow")} / ${event.capacity}`],
    ["event.waiting", `${count("waiting")} / ${event.waitingMax}`],
    ["event.attended", String(count("attended"))],
  ];
  return (
    <section className="stack">
      <h2>{t("event.people")}</h2>
      {!hasNextPage && data && (
        <dl className="figures">
          {figures.map(([word, figure]) => (
            <div key={word}>
              <dt className="faint">{t(word)}</dt>
              <dd className="number">{figure}</dd>
            </div>
          ))}
        </dl>
      )}
      {isOpen && can("gatherings.admit") && <CheckIn id={row.id} />}
      {isOpen && can("gatherings.write") && <Register id={row.id} />}
      <Reading {...{ data, error, refetch }} rows={4} />
      {data && all.length === 0 && <Empty title={t("event.nobody")} />}
      <ul className="rows">
        {all.map((one) => (
          <Line key={one.id} eventId={row.id} of={one} />
        ))}
      </ul>
      <More when={hasNextPage} go={fetchNextPage} />
    </section>
  );
}
