import { Alert, Button, Select } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { Dashboard, GetDashboardsByIdDataReply } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useMe, useRead } from "../lib/queries.ts";
import { Waiting } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Problem } from "../shell/problem.tsx";
import { Reading } from "../shell/reading.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { AnswerChart, AnswerTable } from "./answer.tsx";
import { type Answer, type ChartName, periodChoices, shownCell, titleIn } from "./answers.ts";
import { Edit } from "./dashboard-edit.tsx";
import { Subscribe } from "./subscribe.tsx";

type TileData = GetDashboardsByIdDataReply["tiles"][number];
type Tile = Dashboard["tiles"][number];

/** Rows of a tile; the report's own page has all. */
const ROWS_MAX = 8;

const placeOf = ({ savedReportId, report }: Tile): string | undefined =>
  savedReportId ? `/reports/saved/${savedReportId}` : report && `/reports/${report}`;

/** The first figure of a tile, large, with how far its target is. */
function Figure({ tile, answer }: { tile: TileData; answer: Answer }) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const column = answer.columns.find(({ role }) => role === "measure");
  if (!column) return null;
  const reached = tile.target?.reachedBasisPoints;
  return (
    <div>
      <p className="faint">{titleIn(column.label, language)}</p>
      <p className="figure">{shownCell(column, answer.totals, answer.names, formats)}</p>
      {typeof reached === "number" && <p>{t("dash.target", { percent: formats.percent(reached) })}</p>}
    </div>
  );
}

function TileShown({ tile, of }: { tile: TileData; of: Tile | undefined }) {
  const t = useWords();
  const language = useLanguage();
  const title = titleIn(tile.title, language);
  const answer = tile.answer as Answer | undefined;
  const to = of && placeOf(of);
  const kind = tile.chart as ChartName;
  return (
    <section className="panel tile" aria-label={title}>
      <div className="panel-head">
        <h2>
          <bdi>{title}</bdi>
        </h2>
        {to && (
          <Link to={to} aria-label={t("home.allOf", { what: title })}>
            {t("home.all")}
          </Link>
        )}
      </div>
      {tile.alert?.isRaised && <Alert type="warning" showIcon title={t("dash.alert", { what: title })} />}
      {tile.problem && <Alert type="error" showIcon title={tile.problem.detail} />}
      {answer && (kind === "number" || tile.target) && <Figure tile={tile} answer={answer} />}
      {answer && kind !== "number" && <AnswerChart answer={answer} kind={kind} title={title} />}
      {answer && kind === "table" && <AnswerTable answer={answer} rowsMax={ROWS_MAX} />}
    </section>
  );
}

function Shown({ board }: { board: Dashboard }) {
  const t = useWords();
  const formats = useFormats();
  const [period, setPeriod] = useState("");
  const language = useLanguage();
  const { data, error, refetch } = useRead<GetDashboardsByIdDataReply>(`/v1/dashboards/${board.id}/data`, {
    ...{ period: period || undefined, language },
  });
  return (
    <>
      <div className="actions">
        <Select
          className="choice"
          aria-label={t("reports.period")}
          value={period}
          onChange={setPeriod}
          options={periodChoices(t)}
        />
        {data && <span className="faint">{t("reports.asOf", { at: formats.instant(data.asOf) })}</span>}
      </div>
      <Reading {...{ data, error, refetch }} rows={8} />
      <div className="panels tiles">
        {data?.tiles.map((tile, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tiles have no name but their place
          <TileShown key={n} tile={tile} of={board.tiles[n]} />
        ))}
      </div>
    </>
  );
}

/** One dashboard: its tiles, or the form that changes them. */
export function Component() {
  const t = useWords();
  const go = useNavigate();
  const { id = "" } = useParams();
  const isNew = id === "new";
  const [isEditing, setIsEditing] = useState(false);
  const { data: me } = useMe();
  const { data: board, error, refetch } = useRead<Dashboard>(isNew ? undefined : `/v1/dashboards/${id}`);
  const mayEdit = board !== undefined && board.ownerId === me?.principalId;
  const done = (of: string | undefined): void => {
    setIsEditing(false);
    void go(of ? `/dashboards/${of}` : "/dashboards");
  };
  return (
    <div className="page">
      <PageHead
        crumb={{ to: "/dashboards", title: t("nav.dashboards") }}
        title={isNew ? t("dash.create") : (board?.name ?? "")}
      >
        {mayEdit && !isEditing && <Button onClick={() => setIsEditing(true)}>{t("dash.edit")}</Button>}
        {board && !isEditing && <Subscribe of={{ dashboardId: board.id }} what={board.name} />}
      </PageHead>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!isNew && !board && !error && <Waiting rows={8} />}
      {isNew || (board && isEditing) ? (
        <Edit key={board?.version ?? 0} board={board} done={done} />
      ) : (
        board && <Shown board={board} />
      )}
    </div>
  );
}
