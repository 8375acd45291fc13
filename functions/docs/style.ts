/** The page's style: one column, readable on a telephone, light and dark. */
export const STYLE = `
:root{--ink:#1c2430;--soft:#5b6675;--line:#d9dee6;--back:#fff;--raised:#f5f7fa;--link:#0a58ca}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#9aa5b4;--line:#333c48;--back:#12161c;--raised:#1b2129;--link:#7fb0ff}}
*{box-sizing:border-box}
body{margin:0;font:16px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans SC",sans-serif;color:var(--ink);background:var(--back)}
main{max-width:56rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.25rem;margin:2.2rem 0 .6rem}h3{font-size:1rem;margin:1rem 0 .3rem}
a{color:var(--link)}small,.soft{color:var(--soft)}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{background:var(--raised);border:1px solid var(--line);border-radius:6px;padding:.7rem;overflow-x:auto;margin:.4rem 0}
details{border:1px solid var(--line);border-radius:6px;margin:.4rem 0;background:var(--back)}
summary{cursor:pointer;padding:.5rem .7rem;overflow-wrap:anywhere}
details>div{padding:0 .7rem .7rem;border-top:1px solid var(--line)}
.method{display:inline-block;min-width:3.6rem;font-weight:700}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line)}
td:last-child{min-width:9rem;overflow-wrap:anywhere}
th{color:var(--soft);font-weight:600}
input{width:100%;font:inherit;padding:.5rem .7rem;border:1px solid var(--line);border-radius:6px;background:var(--raised);color:inherit}
nav a{display:inline-block;margin:.1rem .7rem .1rem 0}
:target{outline:2px solid var(--link);outline-offset:3px}
`;

/**
 * Shows the fields that a tenant has given its nouns, asked for with a key that stays in this page. What it is told is set as
 * text and never as markup.
 */
const OWN_FIELDS = `
const key=document.getElementById("own-key"),told=document.getElementById("own-told"),rows=document.getElementById("own-rows");
const row=(name,texts)=>{const line=document.createElement("tr");
for(const text of texts){const cell=document.createElement(name);cell.textContent=text;line.append(cell)}return line};
const rules=f=>[f.required&&"required",f.unique&&"unique",f.filterable&&"filterable",f.options&&f.options.filter(o=>!o.archived).map(o=>o.key||o).join(", "),
f.references&&"names a record of "+f.references,f.formula&&"= "+f.formula,
f.rollup&&f.rollup.op+" over "+f.rollup.noun+(f.rollup.of?" of "+f.rollup.of:"")].filter(Boolean).join("; ");
const ask=async()=>{rows.replaceChildren();told.textContent="…";const found=[];
for(let cursor="";cursor!==null;){
const reply=await fetch("/v1/custom-fields?limit=200"+(cursor&&"&cursor="+encodeURIComponent(cursor)),{headers:{authorization:"Bearer "+key.value.trim()}});
const body=await reply.json();if(!reply.ok){told.textContent=body.detail;return}
found.push(...body.items.filter(f=>!f.archived));cursor=body.nextCursor}
found.sort((a,b)=>a.noun<b.noun?-1:a.noun>b.noun?1:a.key<b.key?-1:1);
told.textContent=found.length?"Records take and show these under custom; views, filters, imports and exports name them custom.key.":"This tenant has no fields of its own yet.";
if(found.length)rows.append(row("th",["Noun","Field","Label","Type","Rules"]),...found.map(f=>row("td",[f.noun,"custom."+f.key,f.label,f.type,rules(f)])))};
document.getElementById("own-show").addEventListener("click",()=>ask().catch(e=>{told.textContent=String(e.message)}));
`;

/** Filters the calls as one types, and opens the one that the address names. */
export const CALLS_SCRIPT = `
const calls=[...document.querySelectorAll(".call")];
const search=document.querySelector("input[type=search]");
search.addEventListener("input",()=>{const words=search.value.toLowerCase().split(/\\s+/);
for(const call of calls)call.hidden=!words.every(w=>call.dataset.text.includes(w));
for(const part of document.querySelectorAll("section.module"))part.hidden=![...part.querySelectorAll(".call")].some(c=>!c.hidden)});
const open=()=>{const at=document.getElementById(decodeURIComponent(location.hash.slice(1)));if(at&&at.tagName==="DETAILS")at.open=true};
addEventListener("hashchange",open);open();
`;

/** The same on the page that one begins at, which writes this deployment's address and shows a tenant's own fields. */
export const SCRIPT = `${CALLS_SCRIPT}
document.getElementById("origin").textContent=location.origin;
${OWN_FIELDS}`;
