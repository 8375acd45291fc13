/** What follows the name of a field. */
export const PREDICATES = `
is required | 必填
must be a whole number | 必须是整数
must be a number | 必须是数字
must be a text | 必须是文本
must be true or false | 必须是 true 或 false
must be a list | 必须是列表
must be a text or an object | 必须是文本或对象
must be an object or a text | 必须是对象或文本
must be a text or a list | 必须是文本或列表
must be an object | 必须是对象
must be a day such as 2026-11-24 | 必须是日期，例如 2026-11-24
must be a calendar date YYYY-MM-DD | 必须是日期，格式为 YYYY-MM-DD
must be an instant in UTC such as 2026-11-24T08:00:00Z | 必须是 UTC 时间，例如 2026-11-24T08:00:00Z
must be an instant such as 2026-11-24T08:00:00Z, or a day | 必须是时间（例如 2026-11-24T08:00:00Z）或日期
must be a time such as 09:00 | 必须是时刻，例如 09:00
must be a time of day such as 08:00 | 必须是时刻，例如 08:00
must be a month such as 2027-01 | 必须是月份，例如 2027-01
must be an e-mail address | 必须是邮箱地址
must be an address such as https://example.com | 必须是网址，例如 https://example.com
must be base 64 | 必须是 Base64 编码
must not be empty | 不能为空
must not be 0 | 不能为 0
must be one of its stages | 必须是它自己的阶段之一
must name each stage once | 每个阶段只能出现一次
must be one of {} | 必须是以下之一：{}
must have at least {} characters | 至少 {} 个字符
must have at most {} characters | 最多 {} 个字符
must have at least {} items | 至少 {} 项
must have at most {} items | 最多 {} 项
must have at least {} entries | 至少 {} 项
must have at most {} entries | 最多 {} 项
must be at least {} minor units | 不得小于 {}（以最小货币单位计）
must be at most {} minor units | 不得大于 {}（以最小货币单位计）
must be at least {} | 不得小于 {}
must be at most {} | 不得大于 {}
must be more than {} | 必须大于 {}
must be less than {} | 必须小于 {}
must be {} | 必须是 {}
must be a list of 1 to {} values | 必须是含 1 到 {} 个值的列表
must be a list of two values, first and last | 必须是含起止两个值的列表
must be a date as 2026-11-24, a word as today or thisMonth, or { last, unit } | 必须是日期（例如 2026-11-24）、today 或 thisMonth 这样的词，或 { last, unit }
must be an instant, a date, a word as today or thisMonth, or { last, unit } | 必须是时间、日期、today 或 thisMonth 这样的词，或 { last, unit }
must be one value | 必须是单个值
must be text | 必须是文本
must be text of 1 to {} characters | 必须是 1 到 {} 个字符的文本
must be true, false or left out | 必须是 true、false 或不填
must be a number or a text | 必须是数字或文本
must be a number with at most {} digits behind the point | 必须是小数点后最多 {} 位的数字
must be an integer of minor units | 必须是整数（以最小货币单位计）
must not be a price below nothing | 价格不能小于零
names either a user or a partner | 必须在用户与伙伴中指定且仅指定一个
may hold letters, digits, - _ / . and {YYYY} {MM} {NNNN} | 只能含字母、数字、- _ / . 以及 {YYYY} {MM} {NNNN}
is more than {} | 不得大于 {}
must be the id of a contact or a lead | 必须是联系人或线索的编号
must be the id of a contact, a lead, a user or a visitor | 必须是联系人、线索、用户或访客的编号
must be the id of a quote or an order | 必须是报价或订单的编号
must be a domain such as example.com, in ASCII | 必须是域名，例如 example.com，只含 ASCII 字符
must be a letter and up to 39 letters or digits | 必须以字母开头，后接至多 39 个字母或数字
must not name a key twice | 不能重复同一个键
must be letters and digits, beginning small | 必须由字母和数字组成，且以小写字母开头
must be an origin such as https://www.example.com | 必须是网站来源，例如 https://www.example.com
must be one word of letters, digits, {} | 必须是一个词，只含字母、数字和 {}
must be a time of the day such as {} | 必须是时刻，例如 {}
must be a time of day such as {} | 必须是时刻，例如 {}
must be <module>.<verb> | 必须是 <模块>.<动作>
must be *, module.* or module.verb | 必须是 *、模块.* 或 模块.动作
must be {} letters, digits, _ or - | 必须由 {} 个字母、数字、_ 或 - 组成
must be 10000 of closedWon and 0 of closedLost | closedWon 必须为 10000，closedLost 必须为 0
must be two letters such as CN (ISO 3166-1) | 必须是两个字母的国家代码，例如 CN（ISO 3166-1）
must be two letters of ISO 3166, such as CN | 必须是两个字母的国家代码（ISO 3166），例如 CN
must be three numbers such as 30-40-30 | 必须是三个数字，例如 30-40-30
must be the id of a user or a group chat, a role such as role:manager, or a mail address that an admin has allowed | 必须是用户或群聊的编号、角色（例如 role:manager），或管理员允许的邮箱地址
must be manager, role:<name> or user:<id> | 必须是 manager、role:<名称> 或 user:<编号>
must be longer than nothing | 时长必须大于零
must be later than {} | 必须晚于 {}
must be either poolId or members | 必须在 poolId 与 members 中二选一
must be changed, alerts, or a bound on a measure of the report: { measure, op, value } | 必须是 changed、alerts，或报表某一指标的界限：{ measure, op, value }
must be an id that begins with {}, in capitals | 必须是以 {} 开头的编号，且为大写
must be a year, quarter or month: 2026, 2026-Q4, 2026-11 | 必须是年、季度或月份：2026、2026-Q4、2026-11
must be a year such as 2027 | 必须是年份，例如 2027
must be a unified social credit code of 18 characters or a registration number of 15 digits | 必须是 18 位统一社会信用代码或 15 位注册号
must be a number that the field can have | 必须是该字段允许的数字
must be a number above zero such as 7.1234 | 必须是大于零的数字，例如 7.1234
must be a name without a path | 必须是不含路径的文件名
must be a letter with up to 39 letters, digits, - and _ behind it | 必须以字母开头，其后最多 39 个字母、数字、- 或 _
must be a letter and up to 39 letters or digits, such as kickoff | 必须以字母开头，其后最多 39 个字母或数字，例如 kickoff
must be a domain in small letters, such as example.com | 必须是小写域名，例如 example.com
must be {} letters, digits and hyphens | 必须由 {} 个字母、数字和连字符组成
must not have a key twice | 键不能重复
must not answer one twice | 不能重复作答
must not name one {} twice | 不能重复指定同一个 {}
must not name a part twice | 不能重复指定同一部分
must not contain control characters or broken surrogate pairs | 不能包含控制字符或不完整的字符
must not be the same as {} | 不能与 {} 相同
must not be more than {} | 不得大于 {}
must not be 0; leave it out where nothing is adjusted | 不能为 0；无需调整时请省略
must hold one count such as {} | 必须包含一个计数位，例如 {}
must have a month that weighs something | 至少要有一个月份的权重大于零
must begin with the letters of its country, as in {} | 必须以国家代码开头，例如 {}
must begin with {} | 必须以 {} 开头
must begin with a small letter and have at most 40 letters, digits and hyphens | 必须以小写字母开头，最多 40 个字母、数字和连字符
must be an id that begins with {} | 必须是以 {} 开头的编号
must be the id of a record | 必须是记录的编号
must be the id of an upload | 必须是上传的编号
must be the name of a field | 必须是字段名
must not contain control characters | 不能包含控制字符
must contain a character that can be seen | 必须包含可见字符
must not name one twice | 不能重复
must be an ISO 4217 code such as CNY | 必须是 ISO 4217 货币代码，例如 CNY
must be an ISO 4217 code such as CNY; for {} write {} | 必须是 ISO 4217 货币代码，例如 CNY；{} 请写作 {}
must be an IANA time zone such as Asia/Shanghai | 必须是 IANA 时区，例如 Asia/Shanghai
must be an E.164 number such as +8613800000000, or 13800000000 | 必须是电话号码，例如 +8613800000000 或 13800000000
must be the part behind the @, as in example.com | 必须是 @ 之后的部分，例如 example.com
must be a field, with - before it for descending order | 必须是字段名，降序时前面加 -
must not be before {} | 不得早于 {}
must be after {} | 必须晚于 {}
must lie between {} and {} | 必须在 {} 与 {} 之间
{} is not a date such as 2026-11-24; write the year first | “{}”不是日期，请写成 2026-11-24 的形式（年在前）
{} is not a date and time such as 2026-11-24 09:30 | “{}”不是日期时间，请写成 2026-11-24 09:30 的形式
{} may be one of two days; say by forms which it is, or write the year first | “{}”可能是两个不同的日期；请用 forms 说明日期顺序，或把年写在前面
{} may be {} or {}; say by forms which it is | “{}”可能是 {} 或 {}；请用 forms 说明小数点的写法
{} is not an amount in {} such as 1,234.50 | “{}”不是 {} 金额，请写成 1,234.50 的形式
{} has the sign of another currency than {}; name it by its code | “{}”带有 {} 以外币种的符号；请写明货币代码
{} is told in {}, which may be one of two units; write it out in the header | “{}”所在列的单位“{}”含义不唯一；请在表头写明单位
{} tells a unit, and so does its header; leave out one of them | “{}”自带单位，而表头也写了单位；请只保留一个
{} has lost digits; format its column as text and enter it anew | “{}”已丢失部分数字；请把该列设为文本格式后重新录入
{} is not a number | “{}”不是数字
{} is neither yes nor no | “{}”既不是“是”也不是“否”
{} is not one of {} | “{}”不在可选值之内：{}
This cell must hold JSON, as an export writes it | 此单元格必须是导出时写出的 JSON
there is no {} {} | 没有名为“{1}”的{n0}
{} records are called {}; name it by its number or id | 有 {} 条记录名为“{}”；请用编号指明
row {} has the same value | 与第 {} 行的值相同
the amount is in {} and the row in {} | 金额的币种是 {}，而该行的币种是 {}
`;
