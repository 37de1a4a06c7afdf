const LIGHT =
  '--page:#ffffff;--surface:#f5f6f6;--ink:#1b1d21;--soft:#575c66;--line:#dcdfe3;--edge:#868d97;--accent:#1a6f78;--on-accent:#ffffff;--good:#1c6b3a;--look:#7a5200;--bad:#a8171f';
const DARK =
  '--page:#141618;--surface:#1d2023;--ink:#e8eaec;--soft:#a6acb4;--line:#363b41;--edge:#7d858e;--accent:#6cc4cb;--on-accent:#10262a;--good:#7ccf97;--look:#e3b657;--bad:#ff938f';

/** The one style sheet of the console: light and dark as the reader's system is, from 320 pixels upwards. */
export const STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:3px}
:focus-visible,[autofocus]:focus{outline:3px solid var(--accent);outline-offset:2px}
main:focus{outline:none}
h1{margin:0 0 24px;font-size:28px;line-height:1.25;font-weight:600;letter-spacing:-.01em}
h2{margin:0 0 16px;font-size:20px;line-height:1.3;font-weight:600}
h3{margin:24px 0 8px;font-size:16px;font-weight:600}
p{margin:0 0 16px;max-width:70ch;text-wrap:pretty}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;color:var(--soft)}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;padding:0;border:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:16px;top:-64px;padding:8px 16px;background:var(--page);border-radius:4px;z-index:1}
.skip:focus{top:8px}
.top{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:center;padding:12px 24px;border-bottom:1px solid var(--line)}
.brand{color:inherit;font-weight:600;text-decoration:none}
.badge{padding:0 8px;border:1px solid var(--edge);border-radius:4px;font-size:13px;color:var(--soft)}
.clock{margin-left:auto;font-size:14px;color:var(--soft)}
.frame{display:grid;grid-template-columns:232px minmax(0,1fr);max-width:1280px}
.places{padding:24px 8px 24px 24px}
.places h2{margin:0 0 4px;font-size:13px;font-weight:600;color:var(--soft)}
.places div+div{margin-top:20px}
.places ul,.members,.menu ul,.links{list-style:none;margin:0;padding:0}
.places a{display:block;padding:4px 8px;margin-left:-8px;border-radius:4px;color:inherit;text-decoration:none;font-size:15px}
.places a:hover{background:var(--surface)}
.places a[aria-current]{background:var(--surface);color:var(--accent);font-weight:600}
main{padding:24px 24px 64px}
.screen{margin-bottom:4px;font-size:14px;color:var(--soft)}
.notice{padding:8px 16px;background:var(--surface);border-left:4px solid var(--good);border-radius:4px}
.bar{display:flex;flex-wrap:wrap;gap:12px 16px;align-items:center;margin:0 0 24px}
.bar .links{display:flex;flex-wrap:wrap;gap:4px 16px;margin-left:auto;font-size:15px}
.bar .links a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
section+section,form+section,section+form,.scroll+h2{margin-top:40px}
.hint,.none,.note{color:var(--soft);font-size:14px}
.hint{margin:0 0 4px}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,256px),1fr));gap:16px 24px;margin:0 0 32px}
dt{font-size:14px;color:var(--soft)}
dd{margin:0}
.scroll{position:relative;overflow-x:auto;margin:0 0 24px}
table{border-collapse:collapse;min-width:100%;font-size:15px}
th,td{padding:8px 16px 8px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:normal}
thead th{font-size:14px;font-weight:400;color:var(--soft);white-space:nowrap}
tbody th{font-weight:600;min-width:160px}
td code,th code{display:block;font-weight:400;overflow-wrap:anywhere}
.when,.state{white-space:nowrap}
.good{color:var(--good)}
.look{color:var(--look)}
.bad{color:var(--bad)}
form{max-width:720px}
fieldset{min-width:0;margin:0 0 24px;padding:16px 20px 20px;border:1px solid var(--line);border-radius:6px}
legend{padding:0 8px;margin-left:-8px;font-weight:600}
fieldset>.field:last-child,fieldset>.list:last-child{margin-bottom:0}
fieldset.screen-part{border:0;border-top:1px solid var(--line);border-radius:0;padding:24px 0 8px;margin:24px 0 0}
fieldset.screen-part>legend{padding:0 12px 0 0;margin:0;font-size:20px}
.field{margin:0 0 16px}
.field>label{display:block;margin-bottom:4px;font-weight:600;font-size:15px}
input[type=text],input[type=number],select,textarea{width:100%;min-height:40px;padding:7px 10px;font:inherit;color:inherit;background:var(--page);border:1px solid var(--edge);border-radius:4px}
input[readonly]{background:var(--surface);border-color:var(--line)}
input[aria-invalid],select[aria-invalid],textarea[aria-invalid]{border-color:var(--bad);border-width:2px}
.switch{display:grid;grid-template-columns:auto 1fr;gap:2px 10px;align-items:center}
.switch>label{margin:0}
.switch .hint,.switch .problem{grid-column:2}
input[type=checkbox]{width:20px;height:20px;margin:0;accent-color:var(--accent)}
.problem{margin:4px 0 0;color:var(--bad);font-size:15px}
.problems{margin:0 0 24px;padding:16px 20px;border:2px solid var(--bad);border-radius:6px}
.problems h2{margin-bottom:8px;font-size:18px}
.problems ul{margin:0;padding-left:20px}
.problems a{color:var(--bad)}
button,.button{display:inline-block;min-height:40px;padding:7px 16px;font:inherit;font-weight:600;border-radius:4px;border:1px solid var(--edge);background:var(--page);color:var(--ink);cursor:pointer;text-decoration:none}
button:hover,.button:hover{background:var(--surface)}
button.main,.button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
button.quiet{min-height:32px;padding:3px 10px;font-size:14px;font-weight:400}
button.danger{border-color:var(--bad);color:var(--bad)}
.actions{display:flex;flex-wrap:wrap;gap:12px;align-items:center;margin:24px 0 0}
.list{margin:0 0 16px}
.members{margin:0 0 8px}
.members li,.picks li{display:flex;gap:12px;align-items:center;justify-content:space-between;padding:6px 0;border-bottom:1px solid var(--line)}
.adder{display:flex;gap:12px;align-items:flex-end}
.adder .field{flex:1;min-width:0;margin:0}
.adder+.adder,.adder+.part,.adder+.none{margin-top:16px}
.picks{list-style:none;margin:0;padding:0}
.picks li{justify-content:flex-start}
.menu summary{cursor:pointer;white-space:nowrap}
.menu a,.menu button{display:block;padding:6px 0}
.menu button{width:100%;min-height:0;padding:6px 0;border:0;background:none;color:var(--accent);font-weight:400;text-align:left;text-decoration:underline;text-underline-offset:3px;font-size:15px}
.part>summary{padding:12px 0;border-top:1px solid var(--line);font-weight:600;cursor:pointer}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,200px),1fr));gap:0 24px}
@media (max-width:760px){
.frame{display:block}
.top{padding:12px 16px}
.clock{margin-left:0;width:100%}
.places{display:grid;grid-template-columns:1fr 1fr;gap:0 16px;padding:8px 16px;border-bottom:1px solid var(--line)}
.places div,.places ul{display:contents}
.places h2{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%)}
.places a{padding:6px 8px;font-size:14px;line-height:1.35}
main{padding:20px 16px 48px}
h1{font-size:24px}
.bar .links{margin-left:0}
fieldset{padding:12px 14px 14px}
th,td{padding-right:12px}
tbody th{min-width:104px}
.when{white-space:normal}
}
@media (forced-colors:active){.notice,.problems{border:2px solid}}
`;
