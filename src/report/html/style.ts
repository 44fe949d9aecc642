/** The look of the page: light and dark, phone to wide screen, and paper. Colours of pictures are those of the plots. */
export const STYLE = `
:root{color-scheme:light dark;--paper:var(--plot-paper,#fff);--ink:var(--plot-ink,#1b1f24);--muted:var(--plot-muted,#5b6470);--line:var(--plot-grid,#d9dee4);--soft:#f3f5f7;--accent:#0b5cad;--warn:#9a3412;--m-input:#0b5cad;--m-cached:#6aa5e3;--m-cache_write:#35796e;--m-output:#c2410c;--m-reasoning:#8b3fa8;--m-request:#806200;--m-compute:#00785a}
@media (prefers-color-scheme:dark){:root{--soft:#1d232a;--accent:#6cb2ff;--warn:#ffb38a;--m-input:#6cb2ff;--m-cached:#2f6fb5;--m-cache_write:#7fc4b8;--m-output:#ff9966;--m-reasoning:#d6a0f0;--m-request:#e0c04a;--m-compute:#4fd1a5}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:80rem;margin:0 auto;padding:0 clamp(1rem,4vw,2.5rem)}
header{padding-top:2rem}
h1{font-size:1.05rem;margin:0;font-weight:600}
header p{margin:.2rem 0 0;color:var(--muted);font-size:.9rem}
h2{font-size:1.4rem;line-height:1.25;margin:0 0 .8rem}
h3{font-size:1.05rem;margin:1.8rem 0 .5rem}
.text h3{font-size:.9rem;margin:0 0 .35rem}
section{margin:3.2rem 0 0}
section.answer{margin-top:1.4rem}
.lead{font-size:clamp(1.3rem,2.6vw + .4rem,2.1rem);line-height:1.28;font-weight:600;letter-spacing:-.01em;margin:0;max-width:46ch;text-wrap:pretty}
p{max-width:76ch;margin:.6rem 0}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,select:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.4rem .8rem;z-index:2}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;margin:1.8rem 0 0;padding:.7rem 0;border-block:1px solid var(--line);font-size:.92rem}
nav a{display:inline-block;padding:.15rem 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem;margin:1.6rem 0 0}
.tiles>div{background:var(--soft);border-radius:.6rem;padding:1rem 1.1rem}
.tiles dt{color:var(--muted);font-size:.88rem}.tiles dd{margin:0;color:var(--muted);font-size:.88rem}
.tiles .big{font-size:clamp(1.2rem,1.9vw,1.5rem);line-height:1.35;color:var(--ink);font-variant-numeric:tabular-nums;margin:.15rem 0 .2rem}
.big .before,.big .to{color:var(--muted);font-weight:400}.big small{font-size:1rem;color:var(--muted)}
.claims{margin:1.4rem 0 0;padding:0;list-style:none;max-width:90ch;font-size:.95rem}.claims li{margin:.45rem 0;padding-left:.8rem;border-left:3px solid var(--line)}.claims strong{font-weight:600}
figure{margin:0 0 1.2rem}
figcaption{font-size:.88rem;color:var(--muted)}figcaption p{margin:.25rem 0}
svg.plot{display:block;width:100%;height:auto;max-width:68rem}
.narrow{display:none}
.scroll{overflow-x:auto;margin:0 0 1rem;border-bottom:1px solid var(--line)}
.note+.scroll,.scroll+.scroll{margin-top:1.6rem}
table{border-collapse:collapse;font-size:.88rem;line-height:1.4;font-variant-numeric:tabular-nums;min-width:100%}
caption{text-align:left;caption-side:top;color:var(--muted);padding:0 0 .5rem}caption span{position:sticky;left:0;display:inline-block;max-width:min(76ch,100vw - 2.2rem)}
tbody th{min-width:8rem}.few{border-bottom:0}.few table{min-width:min(100%,44rem);border-bottom:1px solid var(--line)}
th,td{padding:.42rem .5rem;text-align:left;vertical-align:baseline;border-top:1px solid var(--line);overflow-wrap:normal}
thead th{vertical-align:bottom;font-weight:600;border-top:0;border-bottom:2px solid var(--line);min-width:4.2rem}
tbody th{font-weight:500;position:sticky;left:0;background:var(--paper);max-width:22rem;overflow-wrap:anywhere}
.n{text-align:right}td.n{white-space:nowrap}
td small{color:var(--muted);font-size:.92em}
td .params{overflow-wrap:anywhere}
tr.reference>*,tr.answer>*{background:var(--soft)}tr.total>*{font-weight:600}
.mark{display:inline-block;font-size:.78rem;font-weight:400;color:var(--muted);border:1px solid var(--line);border-radius:1rem;padding:0 .5rem;white-space:normal}
.warn{color:var(--warn)}
.note{color:var(--muted);font-size:.88rem}
dl>div{margin:.25rem 0}
section:not(.answer) dl>div{display:grid;grid-template-columns:minmax(9rem,16rem) 1fr;gap:.2rem 1rem;border-top:1px solid var(--line);padding:.35rem 0;margin:0}
section:not(.answer) dl{font-size:.92rem;margin:0 0 1.4rem}
dt{color:var(--muted)}dd{margin:0}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.85em}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;background:var(--soft);border-radius:.4rem;padding:.7rem .8rem;max-height:22rem;overflow:auto;line-height:1.45}
.filters{display:flex;flex-wrap:wrap;gap:.6rem 1.4rem;margin:0 0 1rem}
.filters label{font-size:.92rem;color:var(--muted);max-width:100%}
select{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--muted);border-radius:.35rem;padding:.3rem .5rem;max-width:100%}
details{border-top:1px solid var(--line)}details:last-of-type{border-bottom:1px solid var(--line)}details.more{border:0}.more summary{color:var(--accent)}
summary{cursor:pointer;padding:.55rem .2rem;font-size:.95rem}
.task{font-weight:600}.scores{color:var(--muted);font-size:.88rem}
details[open]{padding-bottom:1rem}
.text{margin:0 0 .8rem;min-width:0}section>.text{margin-top:1.4rem}.text .note{margin:.3rem 0 0}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.bars{display:grid;grid-template-columns:minmax(6rem,14rem) 1fr;gap:.35rem 1rem;font-size:.88rem;align-items:center;margin:1rem 0}
.bar{display:flex;height:1rem;border-radius:.25rem;overflow:hidden;background:var(--soft);gap:1px}
.bar-key{grid-column:1/-1;margin:.3rem 0 0;color:var(--muted)}.bar-key span{margin-right:1rem}.bar-key i{display:inline-block;width:.8rem;height:.8rem;border-radius:.15rem;margin-right:.35rem;vertical-align:-.08rem}
.m-input{background:var(--m-input)}.m-cached{background:var(--m-cached)}.m-cache_write{background:var(--m-cache_write)}.m-output{background:var(--m-output)}.m-reasoning{background:var(--m-reasoning)}.m-request{background:var(--m-request)}.m-compute{background:var(--m-compute)}
main>section>ul{padding-left:1.2rem;max-width:76ch}li{margin:.3rem 0}nav li{margin:0}
footer{margin-top:3.5rem;padding-bottom:2.5rem;color:var(--muted);font-size:.85rem}
@media (max-width:640px){.wide{display:none}.narrow{display:block}.pair{grid-template-columns:1fr}section:not(.answer) dl>div{grid-template-columns:1fr}tbody th{max-width:42vw;min-width:min(9.5rem,42vw)}.bars{grid-template-columns:1fr}.bar{margin-bottom:.4rem}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media print{:root{color-scheme:light;--soft:#f3f5f7;--accent:#0b5cad;--warn:#9a3412}body{font-size:10pt}header,main,footer{max-width:none;padding-inline:0}nav,.skip,.filters{display:none}.wide{display:block}.narrow{display:none}.scroll{overflow:visible}table{font-size:6.5pt;min-width:0;width:100%}th,td{padding:.2rem .2rem;overflow-wrap:break-word}td.n{white-space:normal}thead th,tbody th{min-width:0;position:static}pre{max-height:none;overflow:visible}details::details-content{content-visibility:visible;display:block;height:auto}summary{list-style:none}figure,tr,.tiles>div{break-inside:avoid}.tiles{grid-template-columns:repeat(3,1fr)}.tiles .big{font-size:1.1rem}.mark{font-size:1em;padding:0 .3em}h2,h3,summary{break-after:avoid}.pair{grid-template-columns:1fr 1fr}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
