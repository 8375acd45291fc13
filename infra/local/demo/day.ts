/** What the bank tells of one booking. Amounts in yuan; references to our numbers without the year (`{HT}-0201-01`). */
export type Notice = {
  /** What this booking shows, in a few words. */
  shows: string;
  amount: number;
  payer?: string;
  text?: string;
  /** Numbers in the bank's field for references. */
  references?: readonly string[];
  /** What the payer says is paid on each of our numbers, and what it has deducted from it and why. */
  lines?: readonly { number: string; amount: number; deducted?: number; code?: string; reason?: string }[];
  isDebit?: true;
  virtualAccountNo?: string;
  /** Charges that a bank on the way kept; the amount is what arrived. */
  charges?: number;
  /** The bank gives this booking no reference of its own. */
  isNameless?: true;
  /** The booking of this day that is taken back, by what it shows. */
  takesBack?: string;
  /** What becomes of it: its state, and the kinds of its allocations or why it is excluded. */
  becomes: { state: "applied" | "partlyApplied" | "claimable" | "excluded"; by?: readonly string[] };
};

/** One call of the bank. */
export type Delivery = { at: string; format: "json" | "camt.054"; notices: readonly Notice[]; repeats?: number };

const paid = (...by: string[]): Notice["becomes"] => ({ state: "applied", by: ["payment", ...by] });
const waits: Notice["becomes"] = { state: "claimable" };
const excluded = (why: string): Notice["becomes"] => ({ state: "excluded", by: [why] });

const TAKEN_BACK = "a payment that bounces";

const MORNING: readonly Notice[] = [
  {
    ...{ shows: "exact reference", amount: 40_000, payer: "上海示例餐饮管理有限公司", references: ["{HT}-0201-01"] },
    becomes: paid(),
  },
  {
    ...{ shows: "two receivables at once", amount: 66_500, payer: "杭州样例电子商务有限公司" },
    ...{ text: "货款 {HT}-0202-01、{HT}-0203-01", becomes: paid("payment") },
  },
  {
    ...{ shows: "part of a receivable", amount: 35_000, payer: "苏州示例精密机械有限公司" },
    ...{ text: "{HT}-0204-01 部分款", becomes: paid() },
  },
  { shows: "early-payment discount", amount: 49_000, payer: "南京样例医疗科技有限公司", becomes: paid("discount") },
  {
    ...{ shows: "five yuan short", amount: 17_995, payer: "广州样例教育科技有限公司" },
    ...{ text: "{HT}-0208-01", becomes: paid("tolerance") },
  },
  {
    ...{ shows: "too much", amount: 21_000, payer: "东莞示例服饰有限公司", text: "付 {INV}-0307" },
    becomes: paid("prepayment"),
  },
  {
    ...{ shows: TAKEN_BACK, amount: 60_000, payer: "无锡示例微电子有限公司", text: "{HT}-0219-01 首付款" },
    becomes: excluded("reversed"),
  },
];

const NOON: readonly Notice[] = [
  { shows: "less a credit note", amount: 55_000, payer: "天津样例新能源有限公司", becomes: paid("netting", "netting") },
  {
    ...{ shows: "parent pays for subsidiary", amount: 32_400, payer: "华东示例控股集团有限公司" },
    ...{ text: "代宁波示例物流付 {HT}-0206-01", becomes: paid() },
  },
  { shows: "everything that is open", amount: 15_000, payer: "示例玩具门市部", becomes: paid("payment", "payment") },
  {
    ...{ shows: "two digits swapped", amount: 27_600, payer: "青岛样例农业科技有限公司", text: "{HT}-0281-01" },
    becomes: paid(),
  },
  {
    ...{ shows: "short for a reason, told line by line", amount: 3_900, payer: "北京示例文化传媒有限公司" },
    lines: [{ number: "{INV}-0311", amount: 3_900, deducted: 300, code: "damage", reason: "货损" }],
    becomes: paid(),
  },
  {
    ...{ shows: "withholding tax, closed by the policy", amount: 8_064, payer: "苏州示例精密机械有限公司" },
    lines: [{ number: "{INV}-0305", amount: 8_064, deducted: 336, code: "withholdingTax", reason: "代扣代缴" }],
    becomes: paid("deduction"),
  },
  { shows: "two customers of one name", amount: 15_000, payer: "深圳样例贸易", text: "货款", becomes: waits },
  {
    ...{ shows: "stranger, number of a contract", amount: 33_000, payer: "刘先生（代付）", text: "{HT}-0209 货款" },
    becomes: waits,
  },
  {
    ...{ shows: "bounced", amount: 60_000, payer: "无锡示例微电子有限公司", text: "退汇", isDebit: true },
    ...{ takesBack: TAKEN_BACK, becomes: excluded("reversal") },
  },
];

const EVENING: readonly Notice[] = [
  { shows: "payer's name and amount only", amount: 36_000, payer: "珠海样例酒店管理有限公司", becomes: paid() },
  {
    ...{
      shows: "virtual account of a customer",
      amount: 60_000,
      payer: "示例代收付平台",
      virtualAccountNo: "6225-0001",
    },
    becomes: paid(),
  },
  {
    ...{ shows: "virtual account of a department", amount: 3_800, payer: "陌生付款人", virtualAccountNo: "6225-0002" },
    becomes: waits,
  },
  {
    ...{ shows: "short by a bank's charges", amount: 99_985, charges: 15, payer: "唐山示例钢构有限公司" },
    ...{ text: "{HT}-0216-01", becomes: paid("charges") },
  },
  {
    ...{ shows: "twins: the first", amount: 8_800, payer: "北京样例知识产权代理有限公司", text: "{HT}-0212" },
    ...{ isNameless: true, becomes: paid() },
  },
  {
    ...{ shows: "twins: the second", amount: 8_800, payer: "北京样例知识产权代理有限公司", text: "{HT}-0212" },
    ...{ isNameless: true, becomes: waits },
  },
  { shows: "interest", amount: 128.66, text: "活期结息", becomes: excluded("interest") },
  { shows: "bank fee", amount: 35, text: "对公账户手续费", isDebit: true, becomes: excluded("fee") },
  {
    ...{ shows: "rent", amount: 26_000, payer: "示例物业管理有限公司", text: "办公室租金", isDebit: true },
    becomes: excluded("outgoing"),
  },
];

/** The day as the bank tells it. At eleven it tells the morning's last three once more, which must add nothing. */
export const DAY: readonly Delivery[] = [
  { at: "09:05", format: "json", notices: MORNING },
  { at: "11:00", format: "json", notices: MORNING.slice(-3), repeats: 3 },
  { at: "12:30", format: "json", notices: NOON },
  { at: "17:45", format: "camt.054", notices: EVENING },
];

/** Every booking of the day, once. */
export const BOOKINGS: readonly Notice[] = [...MORNING, ...NOON, ...EVENING];
