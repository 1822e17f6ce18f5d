/// The page's own style sheet: nothing is fetched. Colours keep a contrast of
/// 4.5 to 1 against what they stand on, in both schemes; `g0` to `g4` also with
/// the numbers inside them.
enum Sidestil {
  static let css: StaticString = """
    :root{color-scheme:light dark;--bunn:#fff;--flate:#f4f6f8;--tekst:#16202a;--svak:#4a5866;--strek:#c3ccd5;
    --lenke:#0b4f8a;--paa:#fff;--g0:#0b5a8f;--g1:#7a3b8f;--g2:#8f4700;--g3:#2e6b2e;--g4:#5b6470;--fokus:#b3005e;--ille:#a3150f}
    @media (prefers-color-scheme:dark){:root{--bunn:#12181f;--flate:#1b242e;--tekst:#e8edf2;--svak:#b0bcc8;
    --strek:#4a5866;--lenke:#8cc6ff;--paa:#0b1015;--g0:#6cb4ee;--g1:#d3a0ea;--g2:#f0a860;--g3:#8fd08f;--g4:#b3bcc8;
    --fokus:#ff9fd0;--ille:#ff9d94}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--bunn);color:var(--tekst);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
    header,nav,main,footer{max-width:62rem;margin:0 auto;padding:0 1rem}
    h1{font-size:1.75rem;line-height:1.2;margin:1.5rem 0 .25rem}
    h2{font-size:1.35rem;line-height:1.25;margin:2.5rem 0 .5rem;padding-top:.5rem;border-top:2px solid var(--strek)}
    h3{font-size:1.1rem;margin:1.75rem 0 .5rem}
    p{margin:.5rem 0;max-width:44rem}
    .svak,caption,footer{color:var(--svak)}
    .ille{color:var(--ille);font-weight:600}
    a{color:var(--lenke)}
    :focus-visible{outline:3px solid var(--fokus);outline-offset:2px}
    .hopp{position:absolute;left:-99rem;top:0;background:var(--bunn);padding:.5rem 1rem}
    .hopp:focus{left:0}
    nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:.75rem 0;padding:0}
    nav a{display:inline-block;padding:.25rem 0}
    dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(10rem,1fr));gap:.75rem;margin:1rem 0}
    dl div{background:var(--flate);border-radius:.4rem;padding:.6rem .8rem}
    dt{color:var(--svak);font-size:.9rem}
    dd{margin:0;font-size:1.4rem;font-weight:600;font-variant-numeric:tabular-nums}
    figure{margin:1rem 0}
    figcaption{font-weight:600;margin-bottom:.5rem}
    .rull{overflow-x:auto;margin:1rem 0}
    table{border-collapse:collapse;min-width:20rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;padding:0 0 .4rem;max-width:44rem}
    th,td{text-align:left;vertical-align:top;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--strek)}
    thead th{border-bottom:2px solid var(--tekst);vertical-align:bottom}
    tbody th{font-weight:400;min-width:8rem}
    thead .tall{white-space:normal}
    tfoot th,tfoot td{font-weight:600}
    .tall{text-align:right;white-space:nowrap}
    .diagram{display:block;width:100%;max-width:35rem;height:auto;font-size:13px;fill:var(--tekst)}
    .diagram .merke{font-size:12px;fill:var(--svak)}
    .diagram .paa{fill:var(--paa);font-size:12px;font-weight:600}
    .akse{stroke:var(--tekst);stroke-width:1}
    .rute{stroke:var(--strek);stroke-width:1}
    .g0{fill:var(--g0);background:var(--g0)}.g1{fill:var(--g1);background:var(--g1)}.g2{fill:var(--g2);background:var(--g2)}
    .g3{fill:var(--g3);background:var(--g3)}.g4{fill:var(--g4);background:var(--g4)}
    .tegnforklaring{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;margin:.5rem 0}
    .prikk{display:inline-block;width:.9em;height:.9em;margin-right:.4em;vertical-align:-.1em;print-color-adjust:exact;-webkit-print-color-adjust:exact}
    footer{margin-top:3rem;padding-bottom:2rem;font-size:.9rem}
    @media (max-width:30rem){h1{font-size:1.45rem}.rull table{font-size:.9rem}}
    @media print{:root{--bunn:#fff;--flate:#fff;--tekst:#000;--svak:#333;--strek:#999;--lenke:#000;--paa:#fff;--g0:#0b5a8f;
    --g1:#7a3b8f;--g2:#8f4700;--g3:#2e6b2e;--g4:#5b6470;--ille:#000}
    body{font-size:10pt}nav,.hopp{display:none}h2,h3,figcaption,caption{break-after:avoid}
    figure,tr,dl div{break-inside:avoid}.rull{overflow:visible}dl div{border:1px solid #999}
    svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}thead{display:table-header-group}tfoot{display:table-row-group}}
    """
}
