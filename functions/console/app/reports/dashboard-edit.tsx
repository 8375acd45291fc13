import { App, Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import {
  api,
  type Dashboard,
  type GetReportsFactsReplyPage,
  type GetReportsReply,
  type SavedReport,
} from "../lib/api.ts";
import { useAct, useRead } from "../lib/queries.ts";
import { useLanguage, useWords } from "../words/index.ts";
import { type ChartName, chartChoices, titleIn } from "./answers.ts";
import { type Measure, TileGoals } from "./tile-goals.tsx";

type Tile = Dashboard["tiles"][number];
type Asks = { facts: string; measures: readonly string[] };
type Named = { value: string; label: string; chart: ChartName | undefined; asks: Asks | undefined };

const SAVED = "svr_";
const TILES_MAX = 24;

/** What a tile may show, by what it is called. */
function useChoices(): Named[] {
  const language = useLanguage();
  const catalogue = useRead<{ items: GetReportsReply[] }>("/v1/reports");
  const saved = useRead<{ items: SavedReport[] }>("/v1/saved-reports");
  const reports = catalogue.data?.items ?? [];
  return [
    ...(saved.data?.items ?? []).map(({ id, name, chart, query, report }) => ({
      ...{ value: id, label: name, chart, asks: query ?? reports.find((one) => one.id === report) },
    })),
    ...reports.map(({ id, name, defaultChart, facts, measures }) => ({
      ...{ value: id, label: titleIn(name, language), chart: defaultChart as ChartName, asks: { facts, measures } },
    })),
  ];
}

/** The measures that something asks for, with what they are called and their units. */
function useMeasures(): (asks: Asks | undefined) => Measure[] {
  const { data } = useRead<GetReportsFactsReplyPage>("/v1/reports/facts");
  return (asks) => {
    const known = data?.items.find(({ name }) => name === asks?.facts)?.measures ?? [];
    return known.filter(({ key }) => asks?.measures.includes(key));
  };
}

const shows = ({ report, savedReportId }: Tile): string | undefined => savedReportId ?? report;

/** Changes what stands on a dashboard, in which order, and who else may use it. */
export function Edit({ board, done }: { board: Dashboard | undefined; done: (id: string | undefined) => void }) {
  const t = useWords();
  const { message } = App.useApp();
  const choices = useChoices();
  const measuresOf = useMeasures();
  const [name, setName] = useState(board?.name ?? "");
  const [tiles, setTiles] = useState<Tile[]>(board?.tiles ?? []);
  const [isShared, setIsShared] = useState(board?.sharedWith?.everybody === true);
  const labelOf = (tile: Tile): string =>
    tile.title ?? choices.find(({ value }) => value === shows(tile))?.label ?? shows(tile) ?? tile.query?.facts ?? "";
  const put = (at: number, changes: Partial<Tile>): void =>
    setTiles(tiles.map((tile, n) => (n === at ? { ...tile, ...changes } : tile)));
  const move = (at: number, by: number): void => {
    const [tile] = tiles.slice(at, at + 1);
    const rest = tiles.filter((_, n) => n !== at);
    if (tile) setTiles([...rest.slice(0, at + by), tile, ...rest.slice(at + by)]);
  };
  const add = (value: string): void => {
    const shown = value.startsWith(SAVED) ? { savedReportId: value } : { report: value };
    setTiles([...tiles, shown]);
  };
  const save = useAct(
    () => {
      const sharedWith = { ...board?.sharedWith, everybody: isShared };
      const body = { name: name.trim(), tiles, sharedWith };
      return board
        ? api("PATCH /v1/dashboards/{id}", { params: { id: board.id }, body, ifMatch: board.version })
        : api("POST /v1/dashboards", { body });
    },
    ({ id }) => done(id),
  );
  return (
    <form
      className="panel edit-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined, { onError: (error) => void message.error(error.message) });
      }}
    >
      <label className="stack" htmlFor="dashboard-name">
        {t("dash.rename")}
        <Input id="dashboard-name" value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
      </label>
      <ol className="tile-list">
        {tiles.map((tile, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same report may stand there twice, told apart by its place alone
          <li key={`${shows(tile)} ${n}`}>
            <Input
              aria-label={t("dash.title")}
              placeholder={labelOf(tile)}
              value={tile.title ?? ""}
              maxLength={100}
              onChange={({ target }) => put(n, { title: target.value === "" ? undefined : target.value })}
            />
            <Select
              className="choice"
              aria-label={t("reports.chart")}
              value={tile.chart ?? choices.find(({ value }) => value === shows(tile))?.chart ?? "table"}
              onChange={(chart: ChartName) => put(n, { chart })}
              options={chartChoices(t)}
            />
            <div className="actions">
              <Button disabled={n === 0} aria-label={t("dash.up", { what: labelOf(tile) })} onClick={() => move(n, -1)}>
                ↑
              </Button>
              <Button
                disabled={n === tiles.length - 1}
                aria-label={t("dash.down", { what: labelOf(tile) })}
                onClick={() => move(n, 1)}
              >
                ↓
              </Button>
              <Button
                aria-label={t("dash.remove", { what: labelOf(tile) })}
                onClick={() => setTiles(tiles.filter((_, at) => at !== n))}
              >
                {t("form.removeShort")}
              </Button>
            </div>
            <TileGoals
              goals={tile}
              what={labelOf(tile)}
              measures={measuresOf(tile.query ?? choices.find(({ value }) => value === shows(tile))?.asks)}
              change={({ target, threshold }) => put(n, { target, threshold })}
            />
          </li>
        ))}
      </ol>
      <Select
        className="wide"
        showSearch
        optionFilterProp="label"
        aria-label={t("dash.add")}
        placeholder={t("dash.add")}
        value={null}
        disabled={tiles.length >= TILES_MAX}
        onChange={(value: string | null) => value && add(value)}
        options={choices.map(({ value, label }) => ({ value, label }))}
      />
      <Checkbox checked={isShared} onChange={({ target }) => setIsShared(target.checked)}>
        {t("reports.share")}
      </Checkbox>
      <div className="actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={save.isPending}
          disabled={name.trim() === "" || tiles.length === 0}
        >
          {t("edit.save")}
        </Button>
        <Button onClick={() => done(board?.id)}>{t("edit.cancel")}</Button>
      </div>
    </form>
  );
}
