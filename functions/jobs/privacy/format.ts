/** What stands beside the records in every archive that is handed out, so that they can be read without the product. */
export const FORMAT = "cashloop-export/1";

export const README = `# Format ${FORMAT}

The archive is a zip of UTF-8 files.

- manifest.json: what was exported, for whom and when, with the number of records by noun, and for each file its path,
  bytes and SHA-256 (hex). "volume" counts from 1, and the volume in which "last" is true is the last; all of them together
  have the records that "records" counts. "missing" names files whose bytes were not there any more; "omitted" says how many rows of each kind are left out and why.
- records/<noun>/<number>.jsonl: one JSON object a line (JSON Lines), of one noun. Each has "id", "version", "createdAt",
  "updatedAt" and the fields that the API names for the noun: GET /openapi.json describes them. Money is an integer of
  minor units ("...Minor") beside its currency (ISO 4217). Instants ("...At") are RFC 3339 in UTC, days ("...On") YYYY-MM-DD.
  Records refer to each other by id. Secrets (hashes of keys, signing secrets) are in no export.
- files/<id>/<name>: a file as it was attached; records/file has its record.

In the export of a person each record says besides, as "relation", how it is theirs: "self" is a record of the person,
"about" tells of that person alone, "named" belongs to something else and only names them: of such a record the id, the
moments and the paths of the fields in which they stand are given, since the rest is about others.

# 格式 ${FORMAT}

压缩包为 UTF-8 文件的 zip。manifest.json 说明导出的内容、时间、每类记录的条数以及每个文件的字节数和 SHA-256，
volume 为分卷序号，last 为 true 的是最后一卷；
records/<noun>/<number>.jsonl 每行一条 JSON 记录；files/<id>/<name> 为附件原件。金额为最小货币单位的整数并附币种，
时刻为 UTC，日期为 YYYY-MM-DD。导出个人数据时，"relation" 表示记录与本人的关系：self 本人、about 仅关于本人、
named 属于其他事项而仅提及本人（此时只给出 id、时间和所在字段）。
`;
