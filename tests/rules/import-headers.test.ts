import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Column, columnsOf, suggested } from "../../functions/jobs/columns.ts";
import { HEADERS_ABROAD } from "../../functions/jobs/headers-abroad.ts";
import { nouns } from "../../functions/nouns.ts";

/**
 * Headers of sheets as people and programs write them, by the language or the program, with the fields that they hold in
 * their order; `-` is a column that no field holds.
 */
const SHEETS: [of: string, noun: string, headers: string, fields: string][] = [
  ["German", "contact", "Vorname|Nachname|Firma|E-Mail|Telefon|Position", "given family accountId email phone role"],
  ["German, the name alone", "contact", "Name|Vorname|Unternehmen|Handy", "family given accountId phone"],
  [
    "French",
    "contact",
    "Prénom|Nom|Société|Adresse e-mail|Téléphone portable|Fonction",
    "given family accountId email phone role",
  ],
  [
    "French, whole names",
    "lead",
    "Nom complet|Entreprise|Courriel|Téléphone|Commentaires",
    "name company email phone note",
  ],
  [
    "Spanish",
    "contact",
    "Nombre|Apellidos|Empresa|Correo electrónico|Teléfono móvil|Cargo",
    "given family accountId email phone role",
  ],
  [
    "Spanish, both family names",
    "contact",
    "Nombre|Primer apellido|Segundo apellido|Empresa",
    "given family secondFamily accountId",
  ],
  ["Mexican", "lead", "Nombre|Apellido Paterno|Apellido Materno", "given family secondFamily"],
  ["Hungarian", "contact", "Vezetéknév|Keresztnév|E-mail", "leadingFamily given email"],
  ["Dutch, with particles", "contact", "Voornaam|Tussenvoegsel|Achternaam", "given particle family"],
  ["Portuguese", "contact", "Nome|Sobrenome|Empresa|E-mail|Celular|Cargo", "given family accountId email phone role"],
  ["Italian", "contact", "Nome|Cognome|Azienda|Email|Cellulare|Ruolo", "given family accountId email phone role"],
  [
    "Dutch",
    "contact",
    "Voornaam|Achternaam|Bedrijf|E-mailadres|Mobiel|Functie",
    "given family accountId email phone role",
  ],
  [
    "Polish",
    "contact",
    "Imię|Nazwisko|Firma|Adres e-mail|Numer telefonu|Stanowisko",
    "given family accountId email phone role",
  ],
  [
    "Russian",
    "contact",
    "Имя|Фамилия|Компания|Электронная почта|Телефон|Должность",
    "given family accountId email phone role",
  ],
  ["Russian, whole names", "lead", "ФИО|Компания|Телефон|Источник|Комментарий", "name company phone source note"],
  ["Japanese", "contact", "氏名|会社名|メールアドレス|電話番号|役職", "name accountId email phone role"],
  ["Korean", "contact", "이름|회사명|이메일|휴대폰|직책", "name accountId email phone role"],
  ["traditional Chinese", "contact", "聯絡人|客戶名稱|電郵|手機號碼|職位", "name accountId email phone role"],
  [
    "snake case",
    "contact",
    "first_name|last_name|company_name|email_address|phone_number|job_title",
    "given family accountId email phone role",
  ],
  ["camel case", "lead", "fullName|companyName|emailAddress|phoneNumber|jobTitle", "name company email phone title"],
  [
    "Google",
    "contact",
    "Given Name|Family Name|Organization 1 - Name|Organization 1 - Title|E-mail 1 - Value|Phone 1 - Value",
    "given family accountId role email phone",
  ],
  [
    "Outlook",
    "contact",
    "First Name|Last Name|Company|Job Title|E-mail Address|Mobile Phone",
    "given family accountId role email phone",
  ],
  ["LinkedIn", "contact", "First Name|Last Name|Email Address|Company|Position", "given family email accountId role"],
  ["Copper", "contact", "Name|Title|Company|Email 1|Phone Number 1", "name role accountId email phone"],
  ["Odoo", "contact", "Name|Company Name|Email|Phone|Job Position", "name accountId email phone role"],
  [
    "a sheet with signs",
    "contact",
    "Contact Person|Customer Name|Phone #|E-Mail ID|Designation",
    "name accountId phone email role",
  ],
  [
    "a sheet with marks",
    "contact",
    "姓名*|客户名称（必填）|手机号(必填)|电子邮箱 |职务：",
    "name accountId phone email role",
  ],
  ["an advertisement", "lead", "full_name|company_name|email|phone_number|platform", "name company email phone -"],
  ["金蝶", "account", "客户名称|税务登记号|联系电话|所属行业|客户地址", "name registrationNo phone industry addresses"],
  [
    "German",
    "account",
    "Firmenname|USt-IdNr.|Webseite|Branche|Mitarbeiter",
    "name registrationNo website industry size",
  ],
  [
    "French",
    "account",
    "Raison sociale|SIRET|Site web|Secteur d'activité|Effectif",
    "name registrationNo website industry size",
  ],
  ["Japanese", "account", "取引先名|法人番号|電話番号|業種|従業員数", "name registrationNo phone industry size"],
  ["traditional Chinese", "account", "公司名稱|統一編號|電話|網址|產業", "name registrationNo phone website industry"],
  [
    "HubSpot",
    "opportunity",
    "Deal Name|Deal Stage|Amount|Close Date|Associated Company",
    "name stage amountMinor expectedOn accountId",
  ],
  [
    "German",
    "opportunity",
    "Verkaufschance|Kunde|Betrag|Währung|Abschlussdatum",
    "name accountId amountMinor currency expectedOn",
  ],
  ["Korean", "opportunity", "영업기회|고객사|금액|통화|수주예정일", "name accountId amountMinor currency expectedOn"],
  [
    "Xero",
    "receivable",
    "ContactName|InvoiceNumber|InvoiceDate|DueDate|Total|Currency",
    "accountId reference issuedOn dueOn amountMinor currency",
  ],
  [
    "SAP",
    "receivable",
    "Document Number|Customer Name|Document Date|Net Due Date|Amount in Doc. Curr.|Document Currency",
    "reference accountId issuedOn dueOn amountMinor currency",
  ],
  [
    "German",
    "receivable",
    "Rechnungsnummer|Kunde|Rechnungsdatum|Fälligkeitsdatum|Betrag|Währung",
    "reference accountId issuedOn dueOn amountMinor currency",
  ],
  [
    "Japanese",
    "receivable",
    "請求書番号|取引先|請求日|支払期限|請求金額|通貨",
    "reference accountId issuedOn dueOn amountMinor currency",
  ],
  ["用友", "product", "存货编码|存货名称|存货分类|参考售价|币种", "code name productType listPriceMinor currency"],
  ["Shopify", "product", "SKU|Title|Type|Price|Currency", "code name productType listPriceMinor currency"],
  [
    "Italian",
    "product",
    "Codice articolo|Prodotto|Categoria|Prezzo|Valuta",
    "code name productType listPriceMinor currency",
  ],
];

const columns = new Map<string, Column[]>();

beforeAll(async () => {
  for (const card of nouns) {
    const tenant = { customFields: new Map(), locale: "zh-CN" } as Parameters<typeof columnsOf>[1];
    columns.set(card.noun, columnsOf(await card.load(), tenant));
  }
});

const fieldsOf = (noun: string, headers: readonly string[]): string[] => {
  const found = suggested(headers, columns.get(noun) ?? []);
  return headers.map((header) => (found[header] ?? "-").replace(/^name\./, ""));
};

describe("the headers of a sheet", () => {
  test.each(SHEETS)("of %s hold what they say: %s", (_of, noun, headers, fields) => {
    expect(fieldsOf(noun, headers.split("|"))).toEqual(fields.split(" "));
  });

  const words = Object.entries(HEADERS_ABROAD).flatMap(([noun, fields]) =>
    Object.entries(fields).flatMap(([field, names]) => names.split("|").map((word) => [noun, field, word] as const)),
  );

  test("mean one field of a noun each, in whatever language", () => {
    const twice = words.filter(([noun, field, word]) =>
      words.some((other) => other[0] === noun && other[2] === word && other[1] !== field),
    );
    expect(twice).toEqual([]);
  });

  test("are the same in capitals, with marks behind them, and with dashes, dots or blanks in them", () => {
    const spelt = fc.constantFrom<(text: string) => string>(
      (text) => text.toLocaleUpperCase("de"),
      (text) => ` ${text} *`,
      (text) => `${text}（必填）`,
      (text) => `${text} (required)`,
      (text) => `${text}:`,
      (text) => [...text].join("_"),
      (text) => `${text.slice(0, 2)}-${text.slice(2)}.`,
      (text) => text.normalize("NFD"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...words), spelt, ([noun, field, word], spell) => {
        const plain = fieldsOf(noun, [word]);
        expect(plain).not.toEqual(["-"]);
        expect([word, fieldsOf(noun, [spell(word)])]).toEqual([word, plain]);
        if (plain[0] !== field) expect([word, ...plain]).toEqual([word, field.replace(/^name\./, "")]);
      }),
      { numRuns: 1_000 },
    );
  });
});
