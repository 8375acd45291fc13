import { App, Input, Select } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { api, type Filter } from "../lib/api.ts";
import { type Filters, filterData, type NounView } from "../lib/nouns.ts";
import { useAct, useRead } from "../lib/queries.ts";
import { useWords } from "../words/index.ts";
import { useColumns } from "./columns.tsx";

type Views = { items: { id: string; name: string }[] };

/** The views that are kept of a noun's list, and the way to keep what is shown now as one. */
export function ViewChoice({ of, filters, sort }: { of: NounView; filters: Filters; sort: string | undefined }) {
  const t = useWords();
  const { message } = App.useApp();
  const [params, setParams] = useSearchParams();
  const [name, setName] = useState("");
  const columns = useColumns(of).map(({ field }) => field);
  const { data } = useRead<Views>("/v1/views", { noun: of.noun });
  const save = useAct(
    () => {
      const body = { noun: of.noun, name, filter: filterData(of, filters) as Filter, columns, ...(sort && { sort }) };
      return api("POST /v1/views", { body });
    },
    (view) => {
      setName("");
      setParams({ view: view.id });
    },
  );
  const keepNow = (): void => {
    if (name.trim() === "") return;
    save.mutate(undefined, { onError: (error) => void message.error(error.message) });
  };
  return (
    <Select
      className="view-choice"
      aria-label={t("view.choose")}
      placeholder={t("view.choose")}
      allowClear
      value={params.get("view") ?? undefined}
      onChange={(view?: string) => setParams(view ? { view } : {})}
      options={(data?.items ?? []).map((view) => ({ value: view.id, label: view.name }))}
      notFoundContent={t("view.none")}
      popupRender={(menu) => (
        <>
          {menu}
          <div className="popup-foot">
            <Input.Search
              value={name}
              aria-label={t("view.name")}
              placeholder={t("view.name")}
              enterButton={t("view.save")}
              loading={save.isPending}
              onChange={({ target }) => setName(target.value)}
              onKeyDown={(event) => event.stopPropagation()}
              onSearch={keepNow}
            />
          </div>
        </>
      )}
    />
  );
}
