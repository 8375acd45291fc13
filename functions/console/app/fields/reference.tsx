import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { api, callPath } from "../lib/api.ts";
import { type Row, titleOf as titleOfRow } from "../lib/nouns.ts";
import { useNouns } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { useWords } from "../words/index.ts";

/** Lists of what is no noun of its own pages. */
const LISTS: Readonly<Record<string, string>> = {
  user: "/v1/users",
  department: "/v1/departments",
  leadPool: "/v1/lead-pools",
  pipeline: "/v1/pipelines",
  bankConnection: "/v1/bank-connections",
  couponTemplate: "/v1/coupon-templates",
  template: "/v1/templates",
  chatGroup: "/v1/chat-groups",
};

type Choice = { value: string; label: string };

/** What may be chosen: found by the search where the noun has one, else the latest of its list. */
function useChoices(noun: string, text: string, open: boolean): { choices: Choice[]; busy: boolean } {
  const { data: nouns = [] } = useNouns();
  const of = nouns.find((one) => one.noun === noun);
  const asked = useDeferredValue(text.trim());
  const searches = of?.does.includes("search") === true && asked !== "";
  const path = of?.path ?? LISTS[noun];
  const { data = [], isFetching } = useQuery<Choice[]>({
    queryKey: ["choices", noun, searches ? asked : ""],
    enabled: open && path !== undefined,
    placeholderData: (before) => before,
    queryFn: async ({ signal }) => {
      if (searches) {
        const { items } = await api("GET /v1/search", { query: { q: asked, nouns: noun, limit: 20 }, signal });
        return items.map(({ id, title }) => ({ value: id, label: title }));
      }
      const { items } = await callPath<{ items: Row[] }>("GET", path ?? "", { query: { limit: 100 }, signal });
      return items.map((row) => ({ value: row.id, label: of ? titleOfRow(of, row) : String(row.name ?? row.id) }));
    },
  });
  const words = asked.toLowerCase();
  const choices = searches ? data : data.filter(({ label }) => label.toLowerCase().includes(words));
  return { choices, busy: isFetching };
}

type Props = {
  noun: string;
  id?: string;
  value?: string | string[];
  onChange?: (value: string | string[] | undefined) => void;
  multiple?: boolean;
  label?: string;
};

/** Chooses records by what they are called. */
export function ReferenceInput({ noun, value, onChange, multiple, id, label }: Props) {
  const t = useWords();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const chosen = value === undefined ? [] : [value].flat();
  const nameOf = useTitles(chosen);
  const { choices, busy } = useChoices(noun, text, open);
  const known = new Set(choices.map((choice) => choice.value));
  const others = chosen.filter((one) => !known.has(one)).map((one) => ({ value: one, label: nameOf(one) }));
  return (
    <Select
      id={id}
      aria-label={label}
      mode={multiple ? "multiple" : undefined}
      value={value as string}
      onChange={(next) => onChange?.(next ?? undefined)}
      options={[...others, ...choices]}
      showSearch={{ filterOption: false, onSearch: setText }}
      onOpenChange={setOpen}
      loading={busy}
      allowClear
      className="wide"
      placeholder={t("input.choose")}
      notFoundContent={t(busy ? "input.searching" : "input.nothing")}
    />
  );
}
