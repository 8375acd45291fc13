import { App, Button, Input } from "antd";
import { useState } from "react";
import { ReferenceInput } from "../fields/reference.tsx";
import { StateTag } from "../fields/value.tsx";
import { api } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useAct, useMe, useRead } from "../lib/queries.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Waiting } from "../shell/empty.tsx";
import { Parts } from "../shell/parts.tsx";
import { Problem } from "../shell/problem.tsx";
import { useWords } from "../words/index.ts";

type Key = { id: string; name: string; createdAt: string; lastUsedAt?: string; revokedAt?: string };
type Shown = { key: string; name: string; replaces?: Key };

/** A key that was just made: shown this once, and where it takes another's place, the way to end that one. */
function NewKey({ shown, close, revoke }: { shown: Shown; close: () => void; revoke: (key: Key) => void }) {
  const t = useWords();
  const { message } = App.useApp();
  const copy = (): void =>
    void navigator.clipboard.writeText(shown.key).then(
      () => message.success(t("keys.copied")),
      () => message.error(t("keys.notCopied")),
    );
  return (
    <div className="notice stack" role="status">
      <p>{t("keys.once", { name: shown.name })}</p>
      <code className="secret">{shown.key}</code>
      {shown.replaces && <p>{t("keys.rotateWhat")}</p>}
      <div className="actions">
        <Button onClick={copy}>{t("keys.copy")}</Button>
        {shown.replaces && (
          <Button onClick={() => shown.replaces && revoke(shown.replaces)}>{t("keys.revokeOld")}</Button>
        )}
        <Button onClick={close}>{t("keys.kept")}</Button>
      </div>
    </div>
  );
}

/** The API keys of one person: made and shown once, taken turns with, and revoked. */
export default function Keys() {
  const t = useWords();
  const formats = useFormats();
  const { message, modal } = App.useApp();
  const { data: me } = useMe();
  const [chosen, setChosen] = useState<string>();
  const [name, setName] = useState<string>();
  const [shown, setShown] = useState<Shown>();
  const id = chosen ?? (me?.kind === "user" ? me.principalId : undefined);
  const { data, error, refetch } = useRead<{ items: Key[] }>(id && `/v1/users/${id}/api-keys`);
  const make = useAct(
    (input: { name: string; replaces?: Key }) =>
      api("POST /v1/users/{id}/api-keys", { params: { id: id ?? "" }, body: { name: input.name } }).then(({ key }) => ({
        ...input,
        key,
      })),
    (made) => {
      setShown(made);
      setName(undefined);
    },
  );
  const revoke = useAct(
    (key: Key) => api("POST /v1/users/{id}/api-keys/{keyId}/revoke", { params: { id: id ?? "", keyId: key.id } }),
    () => void message.success(t("keys.revoked")),
  );
  const refused = (fault: Error): void => void message.error(fault.message);
  const ask = (key: Key): void =>
    void modal.confirm({
      title: t("keys.revokeOf", { name: key.name }),
      content: t("keys.revokeWhat"),
      okText: t("keys.revoke"),
      onOk: () => revoke.mutateAsync(key).catch(refused),
    });
  return (
    <section>
      <div className="page-head">
        <h2>{t("settings.keys")}</h2>
        {id && (
          <Button type="primary" onClick={() => setName("")}>
            {t("list.create")}
          </Button>
        )}
      </div>
      <p className="faint">{t("keys.what")}</p>
      <div className="reference-choice">
        <ReferenceInput
          noun="user"
          label={t("keys.whose")}
          value={id}
          onChange={(next) => {
            setChosen(next as string | undefined);
            setShown(undefined);
          }}
        />
      </div>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!data && !error && id && <Waiting rows={3} />}
      {shown && (
        <NewKey
          shown={shown}
          close={() => setShown(undefined)}
          revoke={(key) => revoke.mutate(key, { onError: refused, onSuccess: () => setShown(undefined) })}
        />
      )}
      {data?.items.length === 0 && <p className="faint">{t("keys.none")}</p>}
      {data && data.items.length > 0 && (
        <Parts heads={["settings.name", "keys.made", "keys.used", "receipts.state", "settings.change"]}>
          {data.items.map((key) => (
            <tr key={key.id}>
              <th scope="row">
                <bdi>{key.name}</bdi>
              </th>
              <td>{formats.instant(key.createdAt)}</td>
              <td>{key.lastUsedAt ? formats.instant(key.lastUsedAt) : t("keys.never")}</td>
              <td>
                <StateTag
                  value={key.revokedAt ? "over" : "done"}
                  label={t(key.revokedAt ? "keys.isRevoked" : "keys.works")}
                />
              </td>
              <td>
                {!key.revokedAt && (
                  <div className="actions">
                    <Button
                      size="small"
                      aria-label={`${t("keys.rotate")}: ${key.name}`}
                      onClick={() => make.mutate({ name: key.name, replaces: key }, { onError: refused })}
                    >
                      {t("keys.rotate")}
                    </Button>
                    <Button size="small" aria-label={`${t("keys.revoke")}: ${key.name}`} onClick={() => ask(key)}>
                      {t("keys.revoke")}
                    </Button>
                  </div>
                )}
              </td>
            </tr>
          ))}
        </Parts>
      )}
      {name !== undefined && (
        <Dialog
          open
          title={t("keys.create")}
          okText={t("list.create")}
          okButtonProps={{ disabled: name.trim() === "" }}
          confirmLoading={make.isPending}
          onOk={() => make.mutate({ name: name.trim() }, { onError: refused })}
          onCancel={() => setName(undefined)}
        >
          <label className="stack" htmlFor="key-name">
            {t("settings.name")}
            <Input id="key-name" value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
          </label>
        </Dialog>
      )}
    </section>
  );
}
