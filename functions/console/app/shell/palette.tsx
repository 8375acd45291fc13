import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { api, type GetSearchReplyPage } from "../lib/api.ts";
import { labelOf, type NounView } from "../lib/nouns.ts";
import { useNouns } from "../lib/queries.ts";
import { type Language, type Say, useLanguage, useWords } from "../words/index.ts";
import { placesFor } from "./nav.tsx";

type Hit = { to: string; title: string; kind: string };

/** What can be gone to or begun, by its name in the reader's language. */
function deeds(nouns: readonly NounView[], t: Say, language: Language): Hit[] {
  return [
    ...placesFor(nouns).map(({ to, word }) => ({ to, title: t(word), kind: t("palette.page") })),
    ...nouns.map((of) => ({ to: `/r/${of.noun}`, title: labelOf(of, language), kind: t("palette.list") })),
    ...nouns
      .filter(({ rights }) => rights.write)
      .map((of) => ({
        to: `/r/${of.noun}/new`,
        title: t("palette.create", { noun: labelOf(of, language) }),
        kind: t("palette.action"),
      })),
  ];
}

/** The place of a noun's own page where it has one. */
const placeOf = (noun: string, id: string): string =>
  noun === "bankTransaction" ? `/receipts/${id}` : `/r/${noun}/${id}`;

function useHits(text: string): Hit[] {
  const t = useWords();
  const language = useLanguage();
  const { data: nouns = [] } = useNouns();
  const asked = useDeferredValue(text.trim());
  const { data } = useQuery<GetSearchReplyPage>({
    queryKey: ["palette", asked],
    enabled: asked.length > 0,
    placeholderData: (before) => before,
    queryFn: ({ signal }) => api("GET /v1/search", { query: { q: asked, limit: 12 }, signal }),
  });
  const words = asked.toLowerCase();
  const matching = deeds(nouns, t, language).filter(({ title }) => title.toLowerCase().includes(words));
  const kindOf = (noun: string): string => {
    const of = nouns.find((one) => one.noun === noun);
    return of ? labelOf(of, language) : noun;
  };
  const records = asked ? (data?.items ?? []) : [];
  return [
    ...records.map(({ noun, id, title }) => ({ to: placeOf(noun, id), title, kind: kindOf(noun) })),
    ...matching.slice(0, 8),
  ];
}

/** Finds every record and every page from wherever one is; arrows choose, Enter goes there. */
export default function Palette({ close }: { close: () => void }) {
  const t = useWords();
  const go = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const hits = useHits(text);
  const chosen = Math.min(at, Math.max(0, hits.length - 1));
  useEffect(() => dialog.current?.showModal(), []);
  const open = (hit: Hit | undefined): void => {
    if (!hit) return;
    close();
    void go(hit.to);
  };
  const press = (event: React.KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((chosen + step + hits.length) % Math.max(1, hits.length));
    }
    if (event.key === "Enter" && !event.nativeEvent.isComposing) open(hits[chosen]);
  };
  return (
    <dialog ref={dialog} className="palette" aria-label={t("shell.search")} onClose={close}>
      <input
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-hits"
        aria-activedescendant={hits.length > 0 ? `palette-${chosen}` : undefined}
        aria-label={t("shell.search")}
        placeholder={t("palette.hint")}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div id="palette-hits" role="listbox" aria-label={t("palette.hits")}>
        {hits.map((hit, n) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input above takes the keys, as a combobox does
          <div
            key={`${hit.to} ${hit.kind}`}
            id={`palette-${n}`}
            role="option"
            tabIndex={-1}
            aria-selected={n === chosen}
            onClick={() => open(hit)}
          >
            <span className="hit-title">{hit.title}</span>
            <span className="faint">{hit.kind}</span>
          </div>
        ))}
        {hits.length === 0 && <p className="faint">{t("palette.none")}</p>}
      </div>
    </dialog>
  );
}
