/**
 * What the same fields are called in files that are written in German, French, Spanish, Portuguese, Italian, Dutch,
 * Polish, Russian, Japanese, Korean and traditional Chinese. Without blanks, dashes, accents and case, as headers are
 * compared; a word that means two fields of one noun stands for neither.
 */
const GIVEN =
  "vorname|rufname|prenom|nombredepila|primernombre|nomeproprio|primeironome|primonome|voornaam|roepnaam|imie|keresztnev|utonev|ファーストネーム";
const FAMILY =
  "nachname|familienname|zuname|nomdefamille|apellido|apellidos|primerapellido|apellidopaterno|sobrenome|apelido|cognome|achternaam|familienaam|nazwisko|фамилия|ラストネーム|성";
const SECOND_FAMILY = "segundoapellido|apellidomaterno|segundosobrenome|secondlastname|secondsurname|secondfamilyname";
const PARTICLE =
  "tussenvoegsel|tussenvoegsels|namensvorsatz|vorsatzwort|particule|particle|surnameprefix|lastnameprefix";
const LEADING_FAMILY = "vezeteknev|csaladnev";
const PERSON =
  "имя|vollername|vollstandigername|ansprechpartner|ansprechperson|kontakt|kontaktperson|nomcomplet|interlocuteur|nombrecompleto|personadecontacto|contacto|nomecompleto|contato|pessoadecontato|nominativo|referente|volledigenaam|contactpersoon|imieinazwisko|osobakontaktowa|фио|полноеимя|контактноелицо|контакт|氏名|名前|お名前|担当者|担当者名|先方担当者|성명|이름|담당자|담당자명|聯絡人|聯絡人姓名|nom|nombre|nome|naam";
const EMAIL =
  "emailadresse|mailadresse|mailanschrift|courriel|adresseemail|adressemail|adresseelectronique|correo|correoelectronico|direcciondecorreo|enderecodeemail|correioeletronico|indirizzoemail|postaelettronica|emailadres|adresemail|poczta|почта|электроннаяпочта|адресэлектроннойпочты|емейл|メール|メールアドレス|eメール|이메일|이메일주소|메일|電子郵件|電子信箱|電郵|信箱|郵箱|電郵地址";
const PHONE =
  "telefon|telefonnummer|rufnummer|mobil|mobiltelefon|mobilnummer|handy|handynummer|festnetz|telephone|telephoneportable|telephonemobile|telephonefixe|portable|numerodetelephone|telefono|telefonomovil|movil|celular|numerodetelefono|telefone|telemovel|cellulare|telefonocellulare|telefoon|telefoonnummer|mobiel|mobielnummer|numertelefonu|komorka|телефон|мобильный|мобильныйтелефон|номертелефона|рабочийтелефон|電話|電話番号|携帯|携帯電話|携帯番号|연락처|전화|전화번호|휴대폰|휴대전화|휴대폰번호|핸드폰|電話號碼|手機|手機號碼|行動電話|聯絡電話|連絡電話";
const COMPANY =
  "firma|firmenname|unternehmen|unternehmensname|kunde|kundenname|gesellschaft|societe|nomdelasociete|entreprise|nomdelentreprise|raisonsociale|client|nomduclient|empresa|nombredelaempresa|nombredeempresa|razonsocial|cliente|compania|nomedaempresa|razaosocial|azienda|ragionesociale|societa|bedrijf|bedrijfsnaam|klant|klantnaam|organisatie|nazwafirmy|przedsiebiorstwo|klient|компания|названиекомпании|организация|наименование|клиент|контрагент|会社|会社名|企業名|取引先|取引先名|顧客名|得意先|法人名|회사|회사명|고객|고객명|고객사|거래처|거래처명|업체명|公司名稱|客戶|客戶名稱|企業名稱|單位名稱";
const TITLE =
  "funktion|stelle|berufsbezeichnung|stellenbezeichnung|fonction|poste|intituleduposte|cargo|puesto|funcao|ruolo|qualifica|mansione|functie|functietitel|stanowisko|должность|役職|肩書き|肩書|職位|職稱|職務|職銜|직책|직위|직급|직함";
const OWNER =
  "verantwortlich|verantwortlicher|zustandig|betreuer|kundenbetreuer|responsable|commercial|proprietaire|propietario|comercial|vendedor|proprietario|responsavel|responsabile|commerciale|eigenaar|verantwoordelijke|opiekun|handlowiec|wlasciciel|ответственный|менеджер|営業担当|所有者|社内担当者|담당영업|영업담당|負責人|業務員|承辦人";
const WEBSITE =
  "webseite|internetseite|internet|homepage|siteweb|siteinternet|sitioweb|paginaweb|site|sitoweb|sito|websitebedrijf|stronawww|stronainternetowa|www|сайт|вебсайт|ホームページ|ウェブサイト|urlhp|웹사이트|홈페이지|網址|網站|公司網址";
const INDUSTRY =
  "branche|wirtschaftszweig|secteur|secteurdactivite|industria|ramo|ramodeatividade|settore|sectoractiviteit|bedrijfstak|branza|отрасль|сфера|業種|業界|업종|산업|產業|行業|產業別";
const EMPLOYEES =
  "mitarbeiter|mitarbeiterzahl|anzahlmitarbeiter|beschaftigte|effectif|effectifs|nombredesalaries|nombredemployes|empleados|numerodeempleados|funcionarios|numerodefuncionarios|dipendenti|numerodipendenti|medewerkers|aantalmedewerkers|pracownicy|liczbapracownikow|сотрудники|числосотрудников|количествосотрудников|従業員数|社員数|직원수|종업원수|員工人數|員工數|公司規模";
const REGISTRATION =
  "handelsregisternummer|handelsregister|hrnummer|ustidnr|ustid|umsatzsteuerid|steuernummer|siren|siret|numerosiret|numerosiren|numerotva|nif|cif|rfc|nit|ruc|cnpj|partitaiva|piva|codicefiscale|kvknummer|kvk|btwnummer|nip|regon|инн|огрн|法人番号|登記番号|사업자등록번호|사업자번호|統一編號|統編|稅籍編號";
const REGION =
  "gebiet|vertriebsgebiet|territoire|territorio|zona|regione|regio|wojewodztwo|регион|地域|エリア|지역|區域|地區";
const NOTE =
  "bemerkung|bemerkungen|notiz|notizen|anmerkung|beschreibung|commentaire|commentaires|remarque|remarques|observaciones|comentarios|notas|descripcion|observacoes|descricao|annotazioni|descrizione|opmerking|opmerkingen|omschrijving|uwagi|notatki|opis|примечание|комментарий|описание|備考|メモ|内容|コメント|비고|메모|설명|備註|說明";
const SOURCE =
  "quelle|herkunft|leadquelle|origine|provenance|origen|fuente|origem|fonte|provenienza|herkomst|bron|zrodlo|источник|流入元|獲得経路|リードソース|출처|유입경로|來源|客戶來源";
const CURRENCY = "wahrung|devise|monnaie|moneda|divisa|moeda|valuta|waluta|валюта|通貨|통화|幣別|幣種|貨幣";
const AMOUNT =
  "betrag|gesamtbetrag|summe|wert|umsatz|montant|montantttc|montanttotal|importe|importetotal|monto|valor|valortotal|importo|importototale|bedrag|totaalbedrag|kwota|wartosc|сумма|金額|合計|合計金額|見込金額|금액|합계|總金額|預計金額";

const NAMES = {
  ...{ "name.given": GIVEN, "name.particle": PARTICLE, "name.family": FAMILY },
  ...{ "name.secondFamily": SECOND_FAMILY, "name.leadingFamily": LEADING_FAMILY },
};
const CONTACT = { ...NAMES, email: EMAIL, phone: PHONE, ownerId: OWNER };

export const HEADERS_ABROAD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account: {
    name: `${COMPANY}|nom|nombre|nome|naam|nazwa|название|名称`,
    ...{ phone: PHONE, website: WEBSITE, industry: INDUSTRY, size: EMPLOYEES, registrationNo: REGISTRATION },
    ...{ region: REGION, source: SOURCE, ownerId: OWNER },
  },
  contact: { ...CONTACT, name: PERSON, accountId: COMPANY, role: TITLE },
  lead: {
    ...{ ...CONTACT, name: PERSON, company: COMPANY, title: TITLE, website: WEBSITE, industry: INDUSTRY },
    ...{ note: NOTE, source: SOURCE, region: REGION, registrationNo: REGISTRATION },
  },
  opportunity: {
    name: "verkaufschance|chance|opportunite|affaire|oportunidad|negocio|oportunidade|opportunita|trattativa|verkoopkans|szansasprzedazy|сделка|案件|案件名|商談|商談名|영업기회|기회명|안건명|商機|商機名稱|銷售機會",
    accountId: COMPANY,
    contactId: PERSON.split("|")
      .filter((name) => !["nom", "nombre", "nome", "naam"].includes(name))
      .join("|"),
    ...{ amountMinor: AMOUNT, currency: CURRENCY, ownerId: OWNER },
    expectedOn:
      "abschlussdatum|erwarteterabschluss|datedecloture|dateprevue|fechadecierre|fechaprevista|datadefechamento|dataprevista|datadichiusura|datachiusura|sluitingsdatum|verwachtesluitingsdatum|datazamkniecia|датазакрытия|受注予定日|完了予定日|クローズ予定日|마감일|예상마감일|수주예정일|預計成交日期|預計結案日",
    stage:
      "phase|verkaufsphase|etape|phasedevente|etapa|fase|etap|стадия|этап|フェーズ|商談フェーズ|단계|영업단계|階段|銷售階段",
    status: "stand|statut|estado|stato|статус|ステータス|状態|상태|狀態",
  },
  activity: {
    subject: "betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|temat|тема|件名|題名|제목|主旨|主題",
    body: NOTE,
    dueOn:
      "falligkeit|fallig|faelligam|echeance|dateecheance|fechadevencimiento|vencimiento|datadevencimento|vencimento|scadenza|datascadenza|vervaldatum|termin|срок|期日|期限|기한|到期日期|截止日期",
    ...{
      priority:
        "prioritat|prioritaet|priorite|prioridad|prioridade|priorita|prioriteit|priorytet|приоритет|優先度|우선순위|優先順序",
      ownerId: OWNER,
    },
  },
  product: {
    code: "artikelnummer|artikelnr|artnr|produktnummer|referencearticle|codearticle|codigo|codigodeproducto|codigodoproduto|codicearticolo|codiceprodotto|codice|artikelcode|productnummer|kodproduktu|indeks|артикул|код|商品コード|品番|製品コード|상품코드|제품코드|품번|產品編號|產品代碼|料號|品號",
    name: "bezeichnung|artikel|artikelbezeichnung|produkt|produktname|produit|designation|libelle|producto|nombredelproducto|produto|nomedoproduto|prodotto|articolo|artikelnaam|nazwaproduktu|nazwa|товар|наименование|названиетовара|商品名|製品名|品名|상품명|제품명|產品名稱",
    productType:
      "kategorie|produktgruppe|warengruppe|categorie|famille|categoria|tipo|productgroep|kategoria|категория|カテゴリ|カテゴリー|分類|카테고리|분류|產品類別",
    listPriceMinor:
      "preis|listenpreis|einzelpreis|prix|prixunitaire|precio|preciounitario|preco|precounitario|prezzo|prezzounitario|prijs|stuksprijs|cena|цена|単価|価格|定価|단가|가격|單價|價格|定價",
    currency: CURRENCY,
  },
  receivable: {
    reference:
      "rechnungsnummer|rechnungsnr|belegnummer|numerodefacture|nodefacture|facture|numerodefactura|factura|numerodanota|notafiscal|numerodafatura|numerofattura|fattura|factuurnummer|factuur|numerfaktury|faktura|номерсчета|счет|請求書番号|請求番号|伝票番号|청구서번호|세금계산서번호|계산서번호|發票號碼|單據號碼",
    accountId: `${COMPANY}|debitor|debiteur|請求先`,
    ...{ amountMinor: `${AMOUNT}|rechnungsbetrag|請求金額|청구금액|應收金額`, currency: CURRENCY },
    dueOn:
      "falligkeit|falligkeitsdatum|falligam|zahlungsziel|echeance|datedecheance|dateecheance|fechadevencimiento|vencimiento|datadevencimento|vencimento|scadenza|datascadenza|datadiscadenza|vervaldatum|terminplatnosci|срокоплаты|датаоплаты|支払期限|入金予定日|支払期日|지급기일|만기일|到期日|付款期限",
    issuedOn:
      "rechnungsdatum|belegdatum|datedefacture|datedefacturation|fechadefactura|fechadeemision|datadeemissao|datafattura|factuurdatum|datawystawienia|датасчета|датавыставления|請求日|発行日|請求書日付|발행일|청구일|작성일자|開立日期|發票日期",
  },
  partner: {
    name: "partnername|partenaire|socio|parceiro|партнер|パートナー|代理店|파트너|대리점|合作夥伴|經銷商",
    email: EMAIL,
    phone: PHONE,
  },
  order: {
    accountId: COMPANY,
    contractNo:
      "vertragsnummer|auftragsnummer|bestellnummer|numerodecontrat|numerodecommande|numerodecontrato|numerodepedido|numerocontratto|numeroordine|contractnummer|ordernummer|numerumowy|numerzamowienia|номердоговора|номерзаказа|契約番号|注文番号|계약번호|주문번호|合約編號|合約號碼|訂單編號",
    currency: CURRENCY,
  },
};

/** Headers that mean a person's whole name alone, and the one part of it beside a header of the other: `Name` beside `Vorname`. */
export const PART_BESIDE: Readonly<Record<string, { part: "given" | "family"; beside: readonly string[] }>> = {
  name: { part: "family", beside: ["vorname"] },
  nom: { part: "family", beside: ["prenom"] },
  naam: { part: "family", beside: ["voornaam"] },
  nombre: { part: "given", beside: ["apellido", "apellidos", "primerapellido", "apellidopaterno"] },
  nome: { part: "given", beside: ["sobrenome", "apelido", "cognome"] },
  имя: { part: "given", beside: ["фамилия"] },
  이름: { part: "given", beside: ["성"] },
};
