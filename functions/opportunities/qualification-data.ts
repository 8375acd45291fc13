import type { METHODS, QuestionSpec } from "./qualification-schema.ts";

type Locale = "zh-CN" | "en";
type Text = Readonly<Record<Locale, readonly [text: string, hint: string]>>;
type Asked = { key: string; stage: string; weight: number } & Text;

const MONEY_NEED_TIME: readonly Asked[] = [
  {
    ...{ key: "money", stage: "qualified", weight: 3 },
    "zh-CN": ["客户是否已为此安排资金？", "请客户说明预算出自哪个部门、今年还剩多少。"],
    en: ["Has money been set aside for this?", "Ask which department pays, and what is left of this year's budget."],
  },
  {
    ...{ key: "power", stage: "qualified", weight: 3 },
    "zh-CN": ["我们是否在与能拍板的人沟通？", "请联系人引见最后签字的人，并约一次三方会面。"],
    en: ["Do we talk to somebody who can say yes?", "Ask to be introduced to whoever signs, and meet all three."],
  },
  {
    ...{ key: "need", stage: "new", weight: 4 },
    "zh-CN": ["客户是否说清了要解决的问题及其代价？", "让客户自己说出：如果什么都不做，一年损失多少。"],
    en: [
      "Has the customer said what the problem costs?",
      "Let them say themselves what a year of doing nothing costs.",
    ],
  },
  {
    ...{ key: "time", stage: "proposal", weight: 2 },
    "zh-CN": ["是否有一个必须上线的日期？", "找出让这个日期不能推迟的事件，没有就不要承诺预测。"],
    en: [
      "Is there a day by which it must run?",
      "Find the event behind the day; without one, keep it out of the commit.",
    ],
  },
];

const PROOF_BUYER_PATH: readonly Asked[] = [
  {
    ...{ key: "gain", stage: "qualified", weight: 3 },
    "zh-CN": ["收益是否已用客户的数字算出？", "与客户一起把节省的时间和金额写成一页纸。"],
    en: [
      "Is the gain reckoned in the customer's own figures?",
      "Write one page of savings together with the customer.",
    ],
  },
  {
    ...{ key: "payer", stage: "qualified", weight: 4 },
    "zh-CN": ["掌握资金的人是否认可这项收益？", "在报价之前与出资人谈一次，不要只靠转述。"],
    en: [
      "Does whoever holds the money believe in the gain?",
      "Speak to them before you quote; do not rely on hearsay.",
    ],
  },
  {
    ...{ key: "measures", stage: "proposal", weight: 2 },
    "zh-CN": ["客户按哪些标准比较供应商，我们是否清楚？", "索取评分表，并争取加入我们擅长的一条。"],
    en: [
      "Do we know by which measures vendors are compared?",
      "Get the score sheet, and have one of our strengths put on it.",
    ],
  },
  {
    ...{ key: "path", stage: "proposal", weight: 2 },
    "zh-CN": ["从现在到签字的每一步和负责人是否已写明？", "与客户共同排出到签字为止的日程，含法务与采购。"],
    en: [
      "Is each step to the signature known, and whose it is?",
      "Plan the days to the signature together, legal and purchase included.",
    ],
  },
  {
    ...{ key: "papers", stage: "negotiation", weight: 2 },
    "zh-CN": ["合同、法务与采购流程是否已启动？", "尽早送出合同样本，询问上一份合同走了多久。"],
    en: ["Have contract, legal and purchase begun?", "Send the contract early; ask how long the last one took."],
  },
  {
    ...{ key: "pain", stage: "new", weight: 4 },
    "zh-CN": ["问题是否急到客户不能不办？", "追问谁因为这个问题被问责，何时被问责。"],
    en: ["Is the problem one that cannot be left alone?", "Ask who is held to account for it, and when."],
  },
  {
    ...{ key: "ally", stage: "qualified", weight: 3 },
    "zh-CN": ["客户内部是否有人在我们不在场时为我们说话？", "给内部支持者一份他能直接转发的材料。"],
    en: ["Does somebody speak for us when we are not there?", "Give them something that they can pass on as it is."],
  },
  {
    ...{ key: "rivals", stage: "proposal", weight: 2 },
    "zh-CN": ["我们是否知道对手是谁、为何会输？", "记录竞争对手，并准备一个他们答不好的问题。"],
    en: [
      "Do we know the others, and why they would lose?",
      "Note the competitors; prepare the question that they answer badly.",
    ],
  },
];

type Method = { name: Record<Locale, string>; questions: readonly Asked[] };

const METHOD_DATA: Record<(typeof METHODS)[number], Method> = {
  moneyNeedTime: {
    name: { "zh-CN": "资金、决策人、需求、时间", en: "Money, power, need, time" },
    questions: MONEY_NEED_TIME,
  },
  proofBuyerPath: {
    name: { "zh-CN": "收益、出资人、决策路径", en: "Proof, buyer, path" },
    questions: PROOF_BUYER_PATH,
  },
};

/** A method in a language, as a tenant would write it. */
export function methodIn(
  method: (typeof METHODS)[number],
  locale: Locale,
): { name: string; questions: QuestionSpec[] } {
  const { name, questions } = METHOD_DATA[method];
  return {
    name: name[locale],
    questions: questions.map(({ key, stage, weight, [locale]: [text, hint] }) => ({ key, stage, weight, text, hint })),
  };
}
