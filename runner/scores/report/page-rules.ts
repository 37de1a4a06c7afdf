/** How the page is laid out: for wide and narrow screens and for paper. Colours are the variables of `styleOf`. */
export const PAGE_RULES = `*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;max-width:928px;padding:48px 24px 64px;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
h1{margin:0 0 16px;font-size:34px;line-height:1.2;font-weight:600;letter-spacing:-.01em}
h2{margin:0 0 8px;font-size:22px;line-height:1.3;font-weight:600}
h3{margin:32px 0 8px;font-size:16px;font-weight:600}
p{margin:0 0 16px;max-width:70ch;text-wrap:pretty}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
small{display:block;font-size:13px;color:var(--soft);font-weight:400}
section{margin-top:64px}
.kind{margin-bottom:8px;color:var(--accent);font-weight:600}
.lead{font-size:18px;line-height:1.5}
.soft,.note,dt{color:var(--soft)}
.note{margin-top:12px;font-size:14px}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));gap:16px 32px;margin:24px 0 0;padding:24px 0 0;border-top:1px solid var(--line)}
dt{font-size:14px}
dd{margin:0}
.verdict{display:flex;gap:12px;align-items:center;max-width:none;margin:32px 0 0;padding:16px 20px;background:var(--surface);border-left:4px solid currentColor;border-radius:4px}
.verdict>span{color:var(--ink)}
.verdict strong{font-size:18px;font-weight:600}
.good{color:var(--good)}
.look{color:var(--look)}
.failed{color:var(--failed)}
.unknown{color:var(--soft)}
.mark{flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.verdict .mark{width:24px;height:24px}
.outcome{display:flex;gap:8px;align-items:flex-start}
.outcome .mark{margin-top:3px}
.key-figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:24px 32px;margin:16px 0 0}
.key-figures div{border-top:2px solid var(--accent);padding-top:12px}
.key-figures strong{display:block;font-size:32px;line-height:1.3;font-weight:600;letter-spacing:-.01em}
.key-figures span{display:block;line-height:1.4;font-size:14px;color:var(--soft)}
figure{margin:24px 0 0}
figure+figure{margin-top:48px}
figcaption strong{font-weight:600}
.legend{display:flex;flex-wrap:wrap;gap:4px 24px;margin:8px 0 0;padding:0;list-style:none;font-size:14px}
.legend li{display:flex;gap:8px;align-items:flex-start}
.legend svg{flex:none;margin-top:4px}
.chart{margin:16px 0 8px}
.chart svg{display:block;max-width:100%;height:auto;overflow:visible}
.chart.narrow svg{width:100%}
.chart.narrow{display:none}
@media screen and (max-width:760px){.chart.wide{display:none}.chart.narrow{display:block;max-width:520px}}
/* The bars under the line of steps: light, so that the line is seen. */
.fill-newest{fill:var(--accent);fill-opacity:.4;stroke:var(--accent)}
.fill-accent,.point-stable{fill:var(--accent)}
.point-shifted{fill:var(--failed)}
.rail{fill:var(--line)}
.line-before,.line-bound,.line-look,.line-shift{fill:none;stroke-width:2}
.line-before{stroke:var(--ink)}
.line-bound{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:3 3}
.line-look{stroke:var(--soft);stroke-dasharray:2 4}
.line-shift{stroke:var(--failed);stroke-dasharray:7 4}
summary{display:inline-block;padding:4px 0;color:var(--accent);font-size:14px;cursor:pointer;text-decoration:underline;text-underline-offset:3px}
summary::-webkit-details-marker{display:none}
summary::before{content:"+\u00a0" / "";display:inline-block;text-decoration:none}
details[open]>summary::before{content:"\u2212\u00a0" / ""}
summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}
.scroll{position:relative;overflow-x:auto;margin-top:16px}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.45}
caption{text-align:left;padding-bottom:8px;color:var(--soft)}
caption span{position:sticky;left:0;display:inline-block;max-width:min(100%,calc(100vw - 32px))}
th,td{padding:8px 20px 8px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);font-weight:400}
th:last-child,td:last-child{padding-right:0}
thead th{vertical-align:bottom;color:var(--soft);border-bottom-color:var(--soft);min-width:64px;overflow-wrap:break-word}
tbody th{min-width:120px}
.figure{text-align:right}
td.figure{white-space:nowrap}
details table{width:auto;min-width:min(100%,440px)}
.share{display:flex;gap:12px;align-items:center;white-space:nowrap}
.matrix td{padding:2px 4px 2px 0}
.matrix thead th{padding-right:16px}
.matrix tbody th{padding-top:12px}
.cell{display:block;min-width:104px;padding:8px 12px;border:2px solid transparent;border-radius:3px;color:var(--ink)}
.cell small{color:inherit}
.stayed{border-color:var(--soft)}
.tint-1{background:color-mix(in srgb,var(--accent) 9%,var(--page))}
.tint-2{background:color-mix(in srgb,var(--accent) 16%,var(--page))}
.tint-3{background:color-mix(in srgb,var(--accent) 24%,var(--page))}
.tint-4{background:color-mix(in srgb,var(--accent) 32%,var(--page))}
.results tbody th{min-width:180px}
.results td{min-width:150px}
.reasons tbody th{min-width:210px}
.reasons td{min-width:96px}
.reasons td:last-child{min-width:200px}
.together{white-space:nowrap}
.history{width:auto}
.history thead th{min-width:84px}
.history tbody th{min-width:170px}
.batches tbody th{min-width:190px}
.batches td:nth-child(2){min-width:120px}
.batches td:nth-child(5),.batches td:last-child{min-width:96px}
.gaps{width:auto;min-width:min(100%,640px)}
footer{margin-top:80px;padding-top:24px;border-top:1px solid var(--line);color:var(--soft);font-size:14px}
footer h2{font-size:16px;color:var(--ink)}
footer ul{margin:0 0 16px;padding-left:20px}
footer li{margin-bottom:6px;max-width:78ch}
@media (max-width:480px){body{padding:32px 16px 48px}.facts{grid-template-columns:1fr 1fr;gap:16px}h1{font-size:28px}.reasons tbody th,.results tbody th{min-width:150px}section{margin-top:48px}.key-figures{grid-template-columns:1fr 1fr;gap:24px 16px}.key-figures strong{font-size:26px}}
@media print{@page{margin:16mm}body{max-width:none;padding:0;font-size:11pt}section{margin-top:28pt}figure,tr,.verdict,.key-figures{break-inside:avoid}h2,h3,figcaption{break-after:avoid}.scroll{overflow:visible}summary{display:none}details::details-content{content-visibility:visible}table{font-size:9pt}.swatch,.cell,.chart,.share svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}}`;
