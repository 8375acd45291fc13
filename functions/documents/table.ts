import { setting } from "../../shared/records/setting.ts";
import { entity } from "../../shared/table/entity.ts";
import { documentSetSchema, NumberMark, NumberSeries } from "./schema.ts";

/** How a tenant's documents look, are numbered and what they say. */
export const documentSet = setting({
  noun: "documentSet",
  plural: "document sets",
  prefix: "dos",
  id: "dos_documents",
  schema: documentSetSchema,
  path: "/v1/document-set",
  reading: "documents.read",
  writing: "documents.write",
  tells:
    "How documents look, are numbered and what they say: letterhead, tax data, number patterns, terms by language.",
  replaces: "Replaces the document set. What is left out takes its default; documents made before stay as they were.",
  example: {
    name: { "zh-CN": "上海云帆软件有限公司", en: "Yunfan Software Co., Ltd." },
    address: { "zh-CN": "上海市浦东新区世纪大道 1 号", en: "1 Century Avenue, Shanghai" },
    tax: { taxNo: "91310000MA1FL0000X", bankName: "招商银行上海分行", bankAccountNo: "6225 0000 0000 0017" },
    terms: { quote: { "zh-CN": "报价含税。", en: "Prices as stated; tax is shown apart." } },
  },
});

/** How far a kind of document is counted; see `seriesId`. It is added to in the transaction that makes the document. */
export const numberSeries = entity({
  noun: "numberSeries",
  plural: "number series",
  prefix: "nsr",
  schema: NumberSeries,
  audited: false,
  scoped: false,
});

/** That a number stands on a document: patterns that follow each other may give the same one. */
export const numberMark = entity({
  noun: "numberMark",
  plural: "numbers",
  prefix: "nmk",
  schema: NumberMark,
  audited: false,
  scoped: false,
});
