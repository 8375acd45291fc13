import { App, Button, Input } from "antd";
import { useDeferredValue, useState } from "react";
import { useNavigate, useParams } from "react-router";
import {
  api,
  type GetKnowledgeReplyPage,
  type GetTicketChannelsByChannelIdArticlesByArticleIdReply,
} from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useNarrow } from "../lib/media.ts";
import { useAct, useRead } from "../lib/queries.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { Reading } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";

/** One article as its readers have it, and whether it has helped them. */
function Article({ id, back }: { id: string; back: () => void }) {
  const t = useWords();
  const formats = useFormats();
  const { message } = App.useApp();
  const { data, error, refetch } = useRead<GetTicketChannelsByChannelIdArticlesByArticleIdReply>(`/v1/knowledge/${id}`);
  const rate = useAct(
    (helpful: boolean) => api("POST /v1/knowledge/{id}/rate", { params: { id }, body: { helpful } }),
    () => void message.success(t("knowledge.thanks")),
  );
  const say = (helpful: boolean): void =>
    rate.mutate(helpful, { onError: (fault) => void message.error(fault.message) });
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <article className="line">
      <button type="button" className="text-button back" onClick={back}>
        ← {t("line.back")}
      </button>
      <h2>
        <bdi>{data.title}</bdi>
      </h2>
      <p className="faint">{[data.category, formats.instant(data.publishedAt)].filter(Boolean).join(" · ")}</p>
      <p className="said">
        <bdi>{data.body}</bdi>
      </p>
      <div className="actions">
        <span className="faint">{t("knowledge.helpful")}</span>
        <Button loading={rate.isPending} onClick={() => say(true)}>
          {t("value.yes")}
        </Button>
        <Button loading={rate.isPending} onClick={() => say(false)}>
          {t("value.no")}
        </Button>
      </div>
    </article>
  );
}

/** What is published for whoever reads: found by words, read beside the list. */
export function Component() {
  const t = useWords();
  const { id } = useParams();
  const go = useNavigate();
  const narrow = useNarrow();
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim()) || undefined;
  const { data, error, refetch } = useRead<GetKnowledgeReplyPage>("/v1/knowledge", { q, limit: 50 });
  const list = (
    <section className="stream" aria-label={t("nav.knowledge")}>
      <Input.Search
        allowClear
        aria-label={t("list.search")}
        placeholder={t("list.search")}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Reading {...{ data, error, refetch }} />
      {data && data.items.length === 0 && <Empty title={t("knowledge.none")} />}
      <ul className="bank-lines">
        {data?.items.map(({ id: one, title, category }) => (
          <li key={one}>
            <button
              type="button"
              aria-current={one === id ? "true" : undefined}
              onClick={() => void go(`/knowledge/${one}`)}
            >
              <span className="who">
                <bdi>{title}</bdi>
              </span>
              <span className="faint">{category}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
  return (
    <div className="page workbench">
      <h1>{t("nav.knowledge")}</h1>
      <div className="bench">
        {!(narrow && id) && list}
        {id ? (
          <Article key={id} id={id} back={() => void go("/knowledge")} />
        ) : (
          !narrow && <Empty title={t("knowledge.choose")} />
        )}
      </div>
    </div>
  );
}
