import { App, Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { api, type Mail, type PostTemplatesByIdPreviewReply, type TemplatePage } from "../lib/api.ts";
import { dropDraft, keepDraft, readDraft } from "../lib/drafts.ts";
import { useAct, useCan, useRead } from "../lib/queries.ts";
import { Problem } from "../shell/problem.tsx";
import { useWords } from "../words/index.ts";

/** What stands below a mail, of whoever sends it: the answer gets its own. */
const SIGNATURE = /\n-{10,}\n[\s\S]*$/;

/** Whoever a template can be filled in for: the contact or lead who wrote, or to whom alone was written. */
function personIn({ direction, from, to = [] }: Mail): string | undefined {
  const [first] = direction === "inbound" ? [from] : to.length === 1 ? to : [];
  return first?.personId;
}

type ChoiceProps = {
  mail: Mail;
  take: (filled: PostTemplatesByIdPreviewReply) => void;
  failed: (error: unknown) => void;
};

/** Fills in a template for whoever is answered; what it says is then the answer's to change. */
function TemplateChoice({ mail, take, failed }: ChoiceProps) {
  const t = useWords();
  const personId = personIn(mail);
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useRead<TemplatePage>(isOpen ? "/v1/templates" : undefined, { limit: 200 });
  const fill = useAct(
    (id: string) => api("POST /v1/templates/{id}/preview", { params: { id }, body: { personId: personId ?? "" } }),
    take,
  );
  if (!personId) return null;
  return (
    <Select
      aria-label={t("mail.template")}
      className="wide"
      showSearch={{ optionFilterProp: "label" }}
      placeholder={t("mail.template")}
      value={null}
      loading={fill.isPending}
      onOpenChange={setIsOpen}
      onChange={(id: string | null) => id && fill.mutate(id, { onError: failed })}
      options={(data?.items ?? [])
        .filter(({ channel }) => channel === "email")
        .map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

/** The answer to a mail, written or filled in by a template; what is begun survives a reload. */
export function Reply({ mail }: { mail: Mail }) {
  const t = useWords();
  const can = useCan();
  const { message } = App.useApp();
  const draft = `mail.${mail.id}.reply`;
  const [text, setText] = useState(() => String(readDraft(draft)?.text ?? ""));
  const [all, setAll] = useState(false);
  const [error, setError] = useState<unknown>();
  const change = (next: string): void => {
    setText(next);
    keepDraft(draft, { text: next });
  };
  const send = useAct(
    () => api("POST /v1/mails/{id}/reply", { params: { id: mail.id }, body: { text: text.trim(), all } }),
    () => {
      dropDraft(draft);
      setText("");
      void message.success(t("mail.sent"));
    },
  );
  const take = (filled: PostTemplatesByIdPreviewReply): void => {
    setError(undefined);
    change([text.trim(), filled.text.replace(SIGNATURE, "").trim()].filter(Boolean).join("\n\n"));
    if (filled.missing.length > 0) void message.warning(t("mail.missing", { names: filled.missing.join(", ") }));
  };
  return (
    <form
      className="reply"
      onSubmit={(event) => {
        event.preventDefault();
        setError(undefined);
        send.mutate(undefined, { onError: setError });
      }}
    >
      {error !== undefined && <Problem error={error} />}
      {can("templates.read") && <TemplateChoice mail={mail} take={take} failed={setError} />}
      <Input.TextArea
        aria-label={t("mail.reply")}
        rows={5}
        value={text}
        maxLength={30_000}
        onChange={({ target }) => change(target.value)}
      />
      {(mail.cc?.length ?? 0) + (mail.to?.length ?? 0) > 1 && (
        <Checkbox checked={all} onChange={({ target }) => setAll(target.checked)}>
          {t("mail.all")}
        </Checkbox>
      )}
      <Button type="primary" htmlType="submit" className="fit" loading={send.isPending} disabled={text.trim() === ""}>
        {t("mail.send")}
      </Button>
    </form>
  );
}
