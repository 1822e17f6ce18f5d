#!/usr/bin/env python3
"""The reduced job (job.py) with Polars.

usage: peer_polars.py DROP OUT [--threads 2] [--mode streaming|eager]
  streaming   each type by the streaming engine, never stored; counts and groups in one pass (default)
  eager       each type is read into memory, then grouped

What was tried:
- reading all files of a type in one scan with a given schema; joining their bytes in Python first took 4 times the CPU time
- the second date form by coalesce; trying it only where the first left something (map_batches) is slower: the whole
  job took 13.5 s of CPU time against 8.6 streaming, 11.2 against 10.0 eager (3 runs of 1,000,000 persons, median)
- the allocator told to keep its pages (_RJEM_MALLOC_CONF): no faster, a quarter more memory (1 run)
- the newest row a person by one sort, which serves the ordered output too; joins that keep the left order
- "the newest" of an event as the maximum of one integer, months added on integers (as the study before
  found offset_by with a column slow; not measured again)
LAP=1 in the environment prints the time after each step.
"""

import argparse
import os
import time

import job

parser = argparse.ArgumentParser()
parser.add_argument("drop")
parser.add_argument("out")
parser.add_argument("--threads", default="2")
parser.add_argument("--mode", choices=["streaming", "eager"], default="streaming")
args = parser.parse_args()
os.environ["POLARS_MAX_THREADS"] = args.threads  # read when polars is imported
os.makedirs(args.out, exist_ok=True)
started = time.time()

import polars as pl  # noqa: E402

c = pl.col
ENGINE = "streaming" if args.mode == "streaming" else "in-memory"


def lap(what):
    if os.environ.get("LAP"):
        print(f"{time.time() - started:6.2f} s  {what}", flush=True)


def parsed(column, kind):
    if kind == "d":
        text = c(column).str
        return pl.coalesce(text.to_date("%d.%m.%Y", strict=False), text.to_date("%Y-%m-%d", strict=False))
    if kind == "D":
        return c(column).str.to_integer(strict=False, dtype=pl.Int64)
    if kind == "n":
        return c(column).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return c(column)


found = job.files(args.drop)
lap("headers")


def read(type):
    """All columns as text, the typed ones parsed beside it as `column|v`."""
    columns = job.TYPES[type]
    frames = [
        pl.scan_csv(paths, separator=";", schema={k: pl.String for k in header}).select(list(columns))
        for header, paths in found[type].items()
    ]
    return pl.concat(frames).with_columns(parsed(k, kind).alias(f"{k}|v") for k, kind in columns.items() if kind != "s")


def v(column):
    return c(f"{column}|v")


def counting(type):
    """Faults in one pass over the rows."""
    made = [pl.len().alias("rows")]
    for column, kind in job.TYPES[type].items():
        made.append(c(column).null_count().alias(f"{column}|empty"))
        if kind != "s":
            made.append(v(column).null_count().alias(f"{column}|none"))
    return made


counts = {}


def count(type, row, unknown):
    each = {}
    for column in job.TYPES[type]:
        empty = row[f"{column}|empty"]
        each[column] = (empty, row.get(f"{column}|none", empty) - empty)
    counts[type] = (row["rows"], unknown, each)


def day(column):
    return v(column).cast(pl.Int32).cast(pl.Int64) + 25567  # days since 1900


def place(column, table):
    return c(column).replace_strict(list(table), list(range(len(table))), default=None, return_dtype=pl.Int64)


# What each type gives to its person: columns of the row, their aggregates.
GRANTED = c("Resultat") == "Innvilget"
LEAVE = GRANTED & c("Vedtakstype").str.starts_with("Permisjon") & (v("Sluttdato") >= v("Startdato"))
AGGREGATES = {
    "vedtak": {
        "Startdato": (
            pl.when(GRANTED & (c("Vedtakstype") == "Deltakelse i introduksjonsprogram")).then(v("Startdato")),
            pl.Expr.min,
        ),
        "Permisjonsdager": (
            pl.when(LEAVE).then((v("Sluttdato") - v("Startdato")).dt.total_days() + 1),
            pl.Expr.sum,
        ),
    },
    "fravaer": {"Fraværsdager": ((v("Antall dager") * 100).round().cast(pl.Int64), pl.Expr.sum)},
    # The greatest date with its code as one number: days since 1900 and the code's place in its table.
    "sluttmaal": {"maal": (day("Registrert dato") * 64 + place("Sluttmål", job.MONTHS), pl.Expr.max)},
    "avslutninger": {
        "avsluttet": (
            (day("Avslutningsdato") * 131072 + day("Registrert dato")) * 64 + place("Avslutningsårsak", job.GROUPS),
            pl.Expr.max,
        )
    },
}

# UDI: sorted, so that the last row of each person is the newest; the sort serves the ordered output too.
rows = read("udi").collect(engine=ENGINE)
count("udi", rows.select(counting("udi")).row(0, named=True), 0)
lap("udi")
newest = [v("DUF-nummer"), v("Vedtaksdato"), v("Gyldig til"), c("Hjemmel"), c("Fødselsnummer")]
person = (
    rows.lazy()
    .filter(v("DUF-nummer").is_not_null())
    .sort(newest, nulls_last=False)
    .filter((v("DUF-nummer") != v("DUF-nummer").shift(-1)).fill_null(True))
    .select(
        v("DUF-nummer").alias("DUF-nummer"),
        (c("Etternavn") + ", " + c("Fornavn")).alias("Navn"),
        *(v(k).alias(k) if job.TYPES["udi"][k] == "d" else c(k) for k in job.UDI_TAKEN),
    )
    .collect(engine="in-memory")
)
del rows
lap("persons")

known = person.select("DUF-nummer").lazy()
for type in job.EVENTS:
    lazy = read(type)
    if args.mode == "eager":
        lazy = lazy.collect(engine=ENGINE).lazy()
    made = AGGREGATES.get(type, {})
    by_person = (
        lazy.select(v("DUF-nummer").alias("DUF-nummer"), *(e.alias(name) for name, (e, _) in made.items()))
        .group_by("DUF-nummer")
        .agg(pl.len().alias("rows"), *(f(c(name)) for name, (_, f) in made.items()))
    )
    total, by_person = pl.collect_all([lazy.select(counting(type)), by_person], engine=ENGINE)
    unknown = by_person.lazy().join(known, on="DUF-nummer", how="anti").select(c("rows").sum()).collect().item()
    count(type, total.row(0, named=True), unknown)
    if made:
        person = person.lazy().join(
            by_person.lazy().drop("rows"), on="DUF-nummer", how="left", maintain_order="left"
        ).collect(engine="in-memory")
    del lazy, by_person
    lap(type)

months = (c("maal") % 64).replace_strict(list(range(len(job.MONTHS))), list(job.MONTHS.values()), return_dtype=pl.Int32)
person = person.lazy().with_columns(
    (c("maal") % 64).replace_strict(dict(enumerate(job.MONTHS)), return_dtype=pl.String).alias("Sluttmål"),
    months.alias("Måneder"),
    (c("avsluttet") // 2**23 - 25567).cast(pl.Int32).cast(pl.Date).alias("Avslutningsdato"),
    (c("avsluttet") % 64).replace_strict(dict(enumerate(job.GROUPS)), return_dtype=pl.String).alias("Avslutningsårsak"),
    (c("Fraværsdager").fill_null(0) / 100).alias("Fraværsdager"),
    c("Permisjonsdager").fill_null(0),
)
# Months added on integers, held to the last day of the month.
total = c("Startdato").dt.year() * 12 + c("Startdato").dt.month() - 1 + c("Måneder")
first = pl.date(total // 12, total % 12 + 1, 1)
held = pl.min_horizontal(c("Startdato").dt.day(), first.dt.days_in_month()).cast(pl.Int32)
person = person.with_columns((first.cast(pl.Int32) + held - 1).cast(pl.Date).alias("Frist"))
person = person.select(job.PERSONLISTE).collect(engine="in-memory")
lap("join")
person.write_csv(f"{args.out}/personliste.csv", separator=";")
groups = c("Avslutningsårsak").replace_strict(job.GROUPS, return_dtype=pl.String).alias("Avslutningsårsakgruppe")
(
    person.lazy()
    .filter(c("Avslutningsårsak").is_not_null())
    .group_by(groups)
    .agg(pl.len().alias("Antall"))
    .sort("Avslutningsårsakgruppe")
    .collect()
    .write_csv(f"{args.out}/fordeling.csv", separator=";")
)
job.write_control(f"{args.out}/kontroll.csv", counts)
lap("written")
