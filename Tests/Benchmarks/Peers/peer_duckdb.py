#!/usr/bin/env python3
"""The reduced job (job.py) with DuckDB.

usage: peer_duckdb.py DROP OUT [--threads 2] [--mode tables|stream|typed]
  tables   each type is read into a table, then grouped
  stream   the files are grouped straight from the reader, never stored (default)
  typed    as stream, dates and DUF-nummer typed by the reader: only for a drop without faults, dates as dd.mm.åååå
           (a row with a fault is thrown away uncounted, so that the outputs are then not those of the other modes)

What was tried, CPU time of reading `tiltak` (349 MB), one run each on a loaded machine:
- dates: try_strptime with a list of forms costs no more than with one; concatenating an ISO text and casting it 2.6
  times as much; the reader's own DATE about the same as try_strptime
- reading by explicit columns: sniffing and union_by_name are spared by looking at the headers in job.py
- buffer_size 2, 4, 8 and 32 MB (the default): no difference
- faults counted by a bit mask a row and one grouping over it: one pass over the files in `stream` mode, where counts a
  column would have to be made a person
- preserve_insertion_order = false; DUF-nummer as BIGINT, codes as ENUM, "the newest" as the maximum of one integer
LAP=1 in the environment prints the time after each step.
"""

import argparse
import os
import time

import duckdb

import job

parser = argparse.ArgumentParser()
parser.add_argument("drop")
parser.add_argument("out")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--mode", choices=["tables", "stream", "typed"], default="stream")
args = parser.parse_args()
os.makedirs(args.out, exist_ok=True)
started = time.time()
typed = args.mode == "typed"


def lap(what):
    if os.environ.get("LAP"):
        print(f"{time.time() - started:6.2f} s  {what}", flush=True)


def q(name):
    return '"' + name + '"'


def text(value):
    return "'" + value.replace("'", "''") + "'"


db = duckdb.connect()
db.execute(f"SET threads = {args.threads}; SET preserve_insertion_order = false")
db.execute(f"CREATE TYPE maal AS ENUM ({', '.join(map(text, job.MONTHS))})")
db.execute(f"CREATE TYPE aarsak AS ENUM ({', '.join(map(text, job.GROUPS))})")

found = job.files(args.drop)
lap("headers")


def reader(type):
    sources = []
    for header, paths in found[type].items():
        kinds = {"d": "DATE", "D": "BIGINT"} if typed else {}
        columns = ", ".join(f"{text(c)}: '{kinds.get(job.TYPES[type].get(c), 'VARCHAR')}'" for c in header)
        dates = ", dateformat = '%d.%m.%Y', store_rejects = true" if typed else ""
        sources.append(
            f"SELECT {', '.join(map(q, job.TYPES[type]))} FROM read_csv([{', '.join(map(text, paths))}], delim = ';', "
            f"quote = '\"', escape = '\"', header = true, auto_detect = false, columns = {{{columns}}}{dates})"
        )
    return " UNION ALL ".join(sources)


def parsed(column, kind):
    c = q(column)
    if typed and kind in "dD":
        return c
    if kind == "d":
        return f"try_strptime({c}, ['%d.%m.%Y', '%Y-%m-%d'])::DATE"
    if kind == "D":
        return f"try_cast({c} AS BIGINT)"
    if kind == "n":
        return f"try_cast(replace({c}, ',', '.') AS DECIMAL(9, 2))"
    return c


def day(column):
    return f"""("{column}" - DATE '1900-01-01')"""


def mask(type):
    """The row's faults as bits: 2i empty, 2i+1 invalid. Few values occur, so that counting them is cheap."""
    bits = []
    for i, (column, kind) in enumerate(job.TYPES[type].items()):
        bits.append(f"(t{i} IS NULL)::INTEGER << {2 * i}")
        if kind != "s":
            bits.append(f"(v{i} IS NULL AND t{i} IS NOT NULL)::INTEGER << {2 * i + 1}")
    return " | ".join(f"({b})" for b in bits)


def read(type):
    """Values v0.. as parsed, and the faults as a mask."""
    columns = job.TYPES[type].items()
    texts = ", ".join(f"{q(c)} AS t{i}, {parsed(c, k)} AS v{i}" for i, (c, k) in enumerate(columns))
    values = ", ".join(f"v{i} AS {q(c)}" for i, c in enumerate(job.TYPES[type]))
    return f"SELECT {mask(type)} AS mask, {values} FROM (SELECT {texts} FROM ({reader(type)}))"


# What each type gives to its person: columns of the row, their aggregates.
GRANTED = "\"Resultat\" = 'Innvilget'"
AGGREGATES = {
    "vedtak": {
        "start": f"""min("Startdato") FILTER ({GRANTED} AND "Vedtakstype" = 'Deltakelse i introduksjonsprogram')""",
        "permisjon": f"""sum("Sluttdato" - "Startdato" + 1) FILTER
            ({GRANTED} AND "Sluttdato" >= "Startdato" AND starts_with("Vedtakstype", 'Permisjon'))""",
    },
    "fravaer": {"fravaer": 'sum("Antall dager")'},
    # The greatest date with its code as one number: days since 1900 and the code's place in its table.
    "sluttmaal": {"maal": f"""max({day("Registrert dato")} * 64 + enum_code(try_cast("Sluttmål" AS maal)))"""},
    "avslutninger": {
        "avsluttet": f"""max(({day("Avslutningsdato")} * 131072 + {day("Registrert dato")}) * 64
            + enum_code(try_cast("Avslutningsårsak" AS aarsak)))"""
    },
}

# UDI: every row is kept as read, the newest row a person is taken.
db.execute(f"CREATE TEMP TABLE udi AS {read('udi')}")
lap("udi")
db.execute(f"""
    CREATE TEMP TABLE person AS
    SELECT "DUF-nummer" AS duf, {", ".join(map(q, job.UDI_TAKEN))}, "Etternavn" || ', ' || "Fornavn" AS "Navn"
    FROM udi WHERE "DUF-nummer" IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY "DUF-nummer" ORDER BY "Vedtaksdato" DESC NULLS LAST,
        "Gyldig til" DESC NULLS LAST, "Hjemmel" DESC NULLS LAST, "Fødselsnummer" DESC NULLS LAST) = 1
""")
lap("persons")


counts = {}


def count(type, rows):
    """rows: (mask, unknown, n)"""
    total, unknown = 0, 0
    each = [[0, 0] for _ in job.TYPES[type]]
    for mask, of_nobody, n in rows:
        total += n
        unknown += of_nobody
        for i, pair in enumerate(each):
            pair[0] += n * (mask >> 2 * i & 1)
            pair[1] += n * (mask >> 2 * i + 1 & 1)
    counts[type] = (total, unknown, dict(zip(job.TYPES[type], each)))


count("udi", db.execute("SELECT mask, 0, count(*) FROM udi GROUP BY mask").fetchall())
db.execute("DROP TABLE udi")
for type in job.EVENTS:
    source = f"({read(type)})"
    if args.mode == "tables":
        db.execute(f"CREATE TEMP TABLE rows AS {source}")
        source = "rows"
    # One pass over the files gives both groupings: by person for the job, by mask for the faults.
    if type in AGGREGATES:
        made = ", ".join(f"{a} AS {name}" for name, a in AGGREGATES[type].items())
        db.execute(f"""
            CREATE TEMP TABLE "{type}" AS
            SELECT grouping(mask) = 0 AS of_mask, mask, "DUF-nummer" AS duf, count(*) AS n, {made}
            FROM {source} GROUP BY GROUPING SETS (("DUF-nummer"), (mask))
        """)
        rows = db.execute(f'SELECT mask, 0, n FROM "{type}" WHERE of_mask').fetchall()
        unknown = f"""SELECT 0, sum(n)::BIGINT, 0 FROM "{type}" ANTI JOIN person USING (duf) WHERE NOT of_mask"""
        rows += [(0, n or 0, 0) for _, n, _ in db.execute(unknown).fetchall()]
    else:
        rows = db.execute(f"""
            SELECT mask, count(*) FILTER (duf IS NULL), count(*)
            FROM {source} LEFT JOIN person ON duf = "DUF-nummer" GROUP BY mask
        """).fetchall()
    count(type, rows)
    if args.mode == "tables":
        db.execute("DROP TABLE rows")
    lap(type)

maal = "enum_range(NULL::maal)[(maal & 63) + 1]::VARCHAR"
months = "CASE maal & 63 " + " ".join(f"WHEN {i} THEN {m}" for i, m in enumerate(job.MONTHS.values())) + " END"
joins = " ".join(f'LEFT JOIN (FROM "{t}" WHERE NOT of_mask) AS "{t}" USING (duf)' for t in AGGREGATES)
db.execute(f"""
    CREATE TEMP TABLE result AS
    SELECT *, (start + to_months(months))::DATE AS deadline FROM (
        SELECT person.*, start, {maal} AS goal, {months} AS months, fravaer, permisjon,
            DATE '1900-01-01' + (avsluttet >> 23)::INTEGER AS ended,
            enum_range(NULL::aarsak)[(avsluttet & 63) + 1]::VARCHAR AS reason
        FROM person {joins})
""")
lap("join")
columns = dict.fromkeys(job.PERSONLISTE) | {c: q(c) for c in [*job.UDI_TAKEN, "Navn"]}
columns |= {
    "DUF-nummer": "duf", "Startdato": "start", "Sluttmål": "goal", "Måneder": "months", "Frist": "deadline",
    "Fraværsdager": "coalesce(fravaer, 0)::DOUBLE", "Permisjonsdager": "coalesce(permisjon, 0)",
    "Avslutningsdato": "ended", "Avslutningsårsak": "reason",
}  # fmt: skip
cases = " ".join(f"WHEN {text(reason)} THEN {text(group)}" for reason, group in job.GROUPS.items())
db.execute(f"""
    COPY (SELECT {", ".join(f"{e} AS {q(c)}" for c, e in columns.items())} FROM result ORDER BY duf)
    TO '{args.out}/personliste.csv' (HEADER, DELIMITER ';');
    COPY (SELECT CASE reason {cases} END AS "Avslutningsårsakgruppe", count(*) AS "Antall" FROM result
        WHERE reason IS NOT NULL GROUP BY 1 ORDER BY 1)
    TO '{args.out}/fordeling.csv' (HEADER, DELIMITER ';');
""")
job.write_control(f"{args.out}/kontroll.csv", counts)
lap("written")
