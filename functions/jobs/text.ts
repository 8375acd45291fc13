import type { Block } from "../../shared/notify/blocks.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { JobRow } from "./table.ts";

type Words = {
  kinds: Record<JobRow["kind"], string>;
  ended: Partial<Record<JobRow["state"], string>>;
  done: string;
  failed: string;
  file: string;
  subject(kind: string, ended: string): string;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    kinds: {
      batch: "批量操作",
      import: "导入",
      export: "导出",
      offboard: "离职交接",
      undo: "撤销核销",
      statements: "发送对账单",
      receipts: "发送收据",
      advices: "导入付款通知",
      personExport: "个人数据导出",
      tenantExport: "租户数据导出",
      erasure: "个人数据删除",
      invoices: "开具发票",
    },
    ended: { done: "已完成", failed: "失败", cancelled: "已取消", undone: "已撤销" },
    done: "成功",
    failed: "未成功",
    file: "文件可在任务详情中下载。",
    subject: (kind, ended) => `${kind}${ended}`,
  },
  en: {
    kinds: {
      batch: "Batch",
      import: "Import",
      export: "Export",
      offboard: "Hand-over",
      undo: "Undo of bank lines",
      statements: "Statements",
      receipts: "Receipts",
      advices: "Remittance advices",
      personExport: "Export of a person",
      tenantExport: "Export of the tenant",
      erasure: "Erasure of a person",
      invoices: "Invoices",
    },
    ended: { done: "is done", failed: "has failed", cancelled: "was cancelled", undone: "was taken back" },
    done: "Done",
    failed: "Not done",
    file: "Its file can be fetched from the job.",
    subject: (kind, ended) => `${kind} ${ended}`,
  },
};

/** What the starter of a job is told at its end. */
export function endedMessage(locale: Locale, row: JobRow): { subject: string; preheader: string; blocks: Block[] } {
  const words = WORDS[locale];
  const subject = words.subject(words.kinds[row.kind], words.ended[row.state] ?? row.state);
  const { done, failed } = row.progress;
  const counts = [
    { label: words.done, value: String(done) },
    { label: words.failed, value: String(failed) },
  ];
  return {
    subject,
    preheader: row.problem?.detail ?? `${words.done} ${done} · ${words.failed} ${failed}`,
    blocks: [
      { kind: "heading", text: subject },
      ...(row.problem ? [{ kind: "paragraph" as const, text: row.problem.detail }] : []),
      { kind: "facts", rows: counts },
      ...(row.result?.file ? [{ kind: "note" as const, text: words.file }] : []),
    ],
  };
}
