package org.trimtab.backtest;

/** How the report looks: calm, one accent, the same on paper. */
final class ReportStyle {
    static final String CSS =
            """
            body{font:15px/1.55 system-ui,sans-serif;color:#12201f;background:#fff;margin:0}
            body{font-variant-numeric:tabular-nums}
            main{max-width:60rem;margin:2.5rem auto;padding:0 1.5rem}
            header h1{font-size:1.7rem;font-weight:650;margin:0}
            .kind{color:#0b7d67;font-weight:600;margin:0;letter-spacing:.04em}
            .span,.note,small{color:#566870}
            .lead{font-size:1.12rem;max-width:46rem}
            h2{font-size:1.15rem;font-weight:600;margin:2.2rem 0 .6rem}
            .tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:1rem;margin:1.5rem 0}
            .tiles div{border:1px solid #dde5e8;border-radius:.5rem;padding:.8rem 1rem}
            .tiles h3{font-size:.85rem;font-weight:500;color:#566870;margin:0}
            .tiles p{font-size:1.35rem;font-weight:650;margin:.1rem 0}
            table{width:100%;border-collapse:collapse;font-size:.92rem}
            th{text-align:left;font-weight:500;color:#566870;border-bottom:1px solid #12201f;vertical-align:bottom}
            th,td{padding:.35rem .7rem .35rem 0}
            td{border-bottom:1px solid #e3eaec;vertical-align:top}
            td small{display:block;max-width:17rem;line-height:1.35}
            .n{text-align:right;white-space:nowrap}
            th.n{white-space:normal}
            td:first-child{min-width:9rem}
            tr.best td{font-weight:650}
            tr.best small{font-weight:400}
            i{display:inline-block;width:.75rem;height:.75rem;border-radius:.15rem;margin-right:.45rem}
            .legend span{margin-right:1.4rem}
            .legend{margin:.2rem 0}
            svg{width:100%;height:auto;display:block}
            svg text{font:11.5px system-ui,sans-serif;fill:#566870}
            tr,svg,.tiles div{break-inside:avoid}
            h2{break-after:avoid}
            @media print{main{margin:0;padding:0;max-width:none}
            body{font-size:12px;-webkit-print-color-adjust:exact;print-color-adjust:exact}}
            @media(max-width:46rem){.tiles{grid-template-columns:repeat(2,1fr)}table{display:block;overflow-x:auto}}
            """;

    private ReportStyle() {}
}
