import {
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { App, Input, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { ApiProblem, api, type Opportunity, type Pipeline } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { rowsOf, useAct, useRead, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Empty, Waiting } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Problem } from "../shell/problem.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { useWords } from "../words/index.ts";

type Stage = Pipeline["stages"][number];
const CARDS_MAX = 100;
/** The pipeline that every tenant has, whether or not it has made others. */
const STANDARD = "pip_standard";

function Card({
  of,
  account,
  stages,
  move,
}: {
  of: Opportunity;
  account: string;
  stages: Stage[];
  move: (stage: string) => void;
}) {
  const t = useWords();
  const formats = useFormats();
  const { attributes, listeners, setNodeRef, transform, isDragging } = useDraggable({
    id: of.id,
    attributes: { roleDescription: t("board.card") },
  });
  const style = transform ? { transform: `translate(${transform.x}px, ${transform.y}px)` } : undefined;
  return (
    <li ref={setNodeRef} className={isDragging ? "deal dragging" : "deal"} style={style}>
      <button
        type="button"
        className="deal-grip"
        {...listeners}
        {...attributes}
        aria-label={t("board.grip", { what: of.name })}
      >
        <bdi>{of.name}</bdi>
      </button>
      <p className="faint">
        <bdi>{account}</bdi>
      </p>
      <p className="deal-foot">
        <span className="number">
          {of.amountMinor === undefined ? "–" : formats.money(of.amountMinor, of.currency)}
        </span>
        <Link to={`/r/opportunity/${of.id}`}>{t("board.open")}</Link>
      </p>
      <Select
        size="small"
        className="wide"
        aria-label={t("board.moveTo", { what: of.name })}
        value={of.stage}
        onChange={move}
        options={stages.map(({ key, name }) => ({ value: key, label: name }))}
      />
    </li>
  );
}

type ColumnProps = {
  stage: Stage;
  deals: Opportunity[];
  stages: Stage[];
  nameOf: (id: unknown) => string;
  move: (id: string, stage: string) => void;
};

function Column({ stage, deals, stages, nameOf, move }: ColumnProps) {
  const formats = useFormats();
  const { setNodeRef, isOver } = useDroppable({ id: stage.key });
  const sums = Map.groupBy(
    deals.filter(({ amountMinor }) => amountMinor !== undefined),
    ({ currency }) => currency ?? formats.currency,
  );
  return (
    <section ref={setNodeRef} className={isOver ? "stage over" : "stage"} aria-label={stage.name}>
      <h2>
        {stage.name} <span className="faint">{deals.length}</span>
      </h2>
      <p className="faint number">
        {[...sums]
          .map(([currency, of]) =>
            formats.money(
              of.reduce((sum, { amountMinor = 0 }) => sum + amountMinor, 0),
              currency,
            ),
          )
          .join(" · ")}
      </p>
      <ul>
        {deals.map((deal) => (
          <Card
            key={deal.id}
            of={deal}
            account={nameOf(deal.accountId)}
            stages={stages}
            move={(to) => move(deal.id, to)}
          />
        ))}
      </ul>
    </section>
  );
}

/** What a stage asks for and the sale does not have yet, each named. */
function Blocked({ error, close }: { error: ApiProblem; close: () => void }) {
  const t = useWords();
  return (
    <Dialog open title={t("board.blocked")} onCancel={close} onOk={close} cancelButtonProps={{ hidden: true }}>
      <p>{error.problem.detail}</p>
      <ul>
        {(error.problem.errors ?? []).map(({ path, message }) => (
          <li key={`${path} ${message}`}>{message}</li>
        ))}
      </ul>
    </Dialog>
  );
}

type Move = { id: string; stage: string; lostReason?: string };

function Board({ pipeline }: { pipeline: Pipeline }) {
  const t = useWords();
  const { message } = App.useApp();
  const { data, error, refetch } = useRows("/v1/opportunities", { pipelineId: pipeline.id, status: "open" }, CARDS_MAX);
  const deals = rowsOf<Opportunity>(data);
  const nameOf = useTitles(deals.map(({ accountId }) => accountId));
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor),
  );
  const [moved, setMoved] = useState<Move>();
  const [losing, setLosing] = useState<Move>();
  const [blocked, setBlocked] = useState<ApiProblem>();
  const act = useAct(
    ({ id, ...body }: Move) => api("POST /v1/opportunities/{id}/move", { params: { id }, body }),
    () => void refetch().then(() => setMoved(undefined)),
  );
  const run = (move: Move): void => {
    setMoved(move);
    act.mutate(move, {
      onError: (fault) => {
        setMoved(undefined);
        if (fault instanceof ApiProblem) setBlocked(fault);
        else void message.error(fault.message);
      },
    });
  };
  const move = (id: string, stage: string): void => {
    if (deals.find((deal) => deal.id === id)?.stage === stage) return;
    const to = pipeline.stages.find(({ key }) => key === stage);
    if (to?.category === "closedLost") setLosing({ id, stage });
    else run({ id, stage });
  };
  const drop = ({ active, over }: DragEndEvent): void => {
    if (over) move(String(active.id), String(over.id));
  };
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} />;
  // Where a card was dropped it is shown at once; what the product says to that follows.
  const stageOf = (deal: Opportunity): string | undefined => (deal.id === moved?.id ? moved.stage : deal.stage);
  return (
    <DndContext sensors={sensors} onDragEnd={drop}>
      {deals.length === 0 && (
        <Empty title={t("board.none")}>
          <Link to="/r/opportunity/new">{t("board.create")}</Link>
        </Empty>
      )}
      <Scroll className="board" label={t("nav.board")}>
        {pipeline.stages.map((stage) => (
          <Column
            key={stage.key}
            {...{ stage, nameOf, move }}
            stages={pipeline.stages}
            deals={deals.filter((deal) => stageOf(deal) === stage.key)}
          />
        ))}
      </Scroll>
      {blocked && <Blocked error={blocked} close={() => setBlocked(undefined)} />}
      {losing && (
        <Dialog
          open
          title={t("board.lost")}
          okText={t("board.loseIt")}
          okButtonProps={{ disabled: !losing.lostReason?.trim() }}
          onCancel={() => setLosing(undefined)}
          onOk={() => {
            run(losing);
            setLosing(undefined);
          }}
        >
          <label className="stack" htmlFor="lost-reason">
            {t("board.lostWhy")}
            <Input
              value={losing.lostReason ?? ""}
              onChange={({ target }) => setLosing({ ...losing, lostReason: target.value })}
            />
          </label>
        </Dialog>
      )}
    </DndContext>
  );
}

/** Sales by stage: dragged, or moved by keyboard; what a stage requires is named where it is missing. */
export function Component() {
  const t = useWords();
  const { data, error, refetch } = useRead<{ items: Pipeline[] }>("/v1/pipelines", { limit: 50 });
  const [chosen, setChosen] = useState<string>();
  const standard = useRead<Pipeline>(`/v1/pipelines/${STANDARD}`);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data || standard.isLoading) return <Waiting rows={8} />;
  const isListed = data.items.some(({ id }) => id === STANDARD);
  const pipelines = [...(standard.data && !isListed ? [standard.data] : []), ...data.items];
  const pipeline =
    pipelines.find(({ id }) => id === chosen) ??
    pipelines.find(({ isDefault }) => isDefault) ??
    pipelines.find(({ id }) => id === STANDARD) ??
    pipelines[0];
  return (
    <div className="page wide-page">
      <PageHead title={t("nav.board")}>
        <Select
          aria-label={t("board.pipeline")}
          className="choice"
          value={pipeline?.id}
          onChange={setChosen}
          options={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </PageHead>
      {pipeline ? <Board key={pipeline.id} pipeline={pipeline} /> : <Empty title={t("board.noPipeline")} />}
    </div>
  );
}
