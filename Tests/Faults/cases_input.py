"""Files that are not what they should be: compression, endless things, names, links."""

import gzip
import os
import shutil
import socket
import struct
import zlib

from bench import Skip, expect, as_nobody

CASES = []
MB = 1 << 20
HEAD = "DUF-nummer;Dato for reservasjon;Registrert dato;Registrert av"
ROW = "900099900014;01.02.2024;02.02.2024;A"


def case(f):
    CASES.append((f.__name__, f))
    return f


def put(n, name, data):
    path = n.drop / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def csv(rows=3):
    return "\n".join([HEAD] + [ROW + str(i) for i in range(rows)]) + "\n"


def damaged(n, name, data, code="FIL_SKADET"):
    """A file that is rejected whole; the others go on."""
    put(n, name, data)
    m = n.passed(n.run())
    line = n.inputs(name)
    expect(line["rejected_whole"] and line["rows"]["read"] == 0, f"{name} was not rejected whole")
    expect(n.codes(name) == {code: 1}, f"{name} gives {n.codes(name)}")
    expect(m["persons"] > 1000, "the other files were not read")
    (n.drop / name).unlink()


# Compression.

@case
def gzip_that_swells(n):
    """1000 : 1, over maks_bytes_utpakket, in little memory; then within it."""
    n.begin()
    bomb = gzip.compress(b"\n" * (400 * MB), 9)
    put(n, "kommune/reservasjoner_bombe.csv.gz", bomb)
    r = n.run(pipeline=n.pipeline(limits={"maks_bytes_utpakket": 50 * MB}))
    n.passed(r)
    expect(r.peak < 300 * MB, f"{r.peak // MB} MiB for a limit of 50")
    line = n.inputs("kommune/reservasjoner_bombe.csv.gz")
    expect(line["limits"][0]["name"] == "maks_bytes_utpakket" and line["limits"][0]["most"] == 50 * MB, "which limit?")
    expect(b"the limit maks_bytes_utpakket is 52428800" in r.err, f"the log does not say it: {r.text}")
    nested = gzip.compress(bomb, 9)
    damaged(n, "kommune/reservasjoner_dobbel.csv.gz", nested)
    (n.drop / "kommune/reservasjoner_bombe.csv.gz").unlink()
    n.mended()
    return f"{len(bomb) // 1024} KiB to 400 MiB, peak {r.peak // MB} MiB"


@case
def gzip_damage(n):
    """Cut at many places, garbage behind, a CRC or length that lies."""
    n.begin()
    good = gzip.compress(csv(200).encode())
    for cut in (1, 2, 5, 10, 11, len(good) // 2, len(good) - 9, len(good) - 8, len(good) - 4, len(good) - 1):
        # One byte is no gzip yet; it is a file of text that is none.
        if cut > 2:
            damaged(n, "kommune/reservasjoner_x.csv.gz", good[:cut])
        else:
            put(n, "kommune/reservasjoner_x.csv.gz", good[:cut])
            n.passed(n.run())
    damaged(n, "kommune/reservasjoner_x.csv.gz", good + b"mer her")
    crc, size = struct.unpack("<II", good[-8:])
    damaged(n, "kommune/reservasjoner_x.csv.gz", good[:-8] + struct.pack("<II", crc ^ 1, size))
    for lie in (0, 1, size + 1, 0xFFFFFFFF):
        damaged(n, "kommune/reservasjoner_x.csv.gz", good[:-8] + struct.pack("<II", crc, lie))
    n.mended()


@case
def gzip_members(n):
    """Ten thousand members in one file are one file; an empty one too."""
    n.begin()
    lines = csv(10_000).encode().splitlines(keepends=True)
    put(n, "kommune/reservasjoner_mange.csv.gz", b"".join(gzip.compress(x, 1) for x in lines) + b"\0" * 512)
    put(n, "kommune/reservasjoner_null.csv.gz", gzip.compress(b""))
    n.passed(n.run())
    expect(n.inputs("kommune/reservasjoner_mange.csv.gz")["rows"]["read"] == 10_000, "rows are lost")
    expect(n.codes("kommune/reservasjoner_null.csv.gz") == {"FIL_TOM": 1}, "an empty gzip is FIL_TOM")


@case
def empty_and_foreign(n):
    """No bytes, blanks, NULs, a zip, UTF-16, a picture."""
    n.begin()
    for name, data in {"tom": b"", "blank": b" \n \n", "bom": b"\xef\xbb\xbf"}.items():
        put(n, f"kommune/reservasjoner_{name}.csv", data)
    n.passed(n.run())
    for name in ("tom", "blank", "bom"):
        expect(n.codes(f"kommune/reservasjoner_{name}.csv") == {"FIL_TOM": 1}, name)
    for data in (b"\0" * 100_000, b"PK\x03\x04" + os.urandom(5000) + b"\0", HEAD.encode("utf-16"),
                 b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50):
        damaged(n, "kommune/reservasjoner_fremmed.csv", data)
    n.mended()


# Without end.

def endless(n, name, limits=(), peak=0, **want):
    size = (n.drop / name).stat().st_size
    r = n.run(pipeline=n.pipeline(limits=limits), timeout=100)
    n.passed(r)
    # The file and an index of it, and the rest of the drop.
    most = peak or 3 * size + 400 * MB
    expect(r.peak < most, f"{name}: {r.peak // MB} MiB for a file of {size // MB}")
    line = n.inputs(name)
    for k, v in want.items():
        expect(line["rows"][k] == v, f"{name}: {line['rows']}, wanted {want}")
    return r


@case
def line_without_end(n):
    """300 MiB without a line break: in a CSV, in NDJSON, in an array; the rows beside it are used."""
    n.begin()
    name = "kommune/reservasjoner_lang.csv"
    long = b"x" * (300 * MB)
    said = []
    put(n, name, csv(3).encode() + ROW.encode() + long + b"\n" + ROW.encode() + b"z\n")
    r = endless(n, name, read=5, rejected=1)
    expect(n.inputs(name)["limits"][0]["name"] == "maks_bytes_linje", "which limit?")
    said.append(f"CSV {r.seconds:.1f} s {r.peak // MB} MiB")
    obj = b'{"DUF-nummer":"900099900014","Dato for reservasjon":"01.02.2024","Registrert dato":"02.02.2024","Registrert av":"%s"}'
    put(n, name, obj % b"a" + b"\n" + obj % long + b"\n" + obj % b"b")
    r = endless(n, name, read=3, rejected=1)
    said.append(f"NDJSON {r.seconds:.1f} s {r.peak // MB} MiB")
    put(n, name, b"[" + obj % b"a" + b"," + obj % long + b"," + obj % b"b" + b"]")
    r = endless(n, name, read=3, rejected=1)
    said.append(f"array {r.seconds:.1f} s {r.peak // MB} MiB")
    put(n, name, long)
    r = endless(n, name, read=0)
    put(n, name, b"[" + long)
    r = endless(n, name, read=1, rejected=1)
    (n.drop / name).unlink()
    n.mended()
    return ", ".join(said)


@case
def fields_without_end(n):
    """A row of a hundred million fields, a header of two million, an object of a million keys."""
    n.begin()
    name = "kommune/reservasjoner_bred.csv"
    put(n, name, csv(2).encode() + ROW.encode() + b";" * (100 * MB) + b"\n" + ROW.encode() + b"z\n")
    # The index has a word a field.
    endless(n, name, read=4, rejected=1, peak=2500 * MB)
    put(n, name, HEAD.encode() + b";k" * (2 * MB) + b"\n" + ROW.encode() + b"\n")
    endless(n, name, read=0)
    expect(n.inputs(name)["limits"][0]["name"] in ("maks_felt_rad", "maks_bytes_linje"), "which limit?")
    keys = ",".join(f'"k{i}":{i}' for i in range(800_000))
    put(n, name, '{"DUF-nummer":"900099900014",' + keys + "}\n")
    endless(n, name, limits={"maks_bytes_linje": 64 * MB}, read=1, rejected=1)
    put(n, name, '{"' + "k" * (100 * MB) + '":1}\n')
    endless(n, name, read=1, rejected=1)
    (n.drop / name).unlink()
    n.mended()


@case
def numbers_and_nesting_without_end(n):
    n.begin()
    name = "kommune/fravaer_tall.json"
    row = '{"DUF-nummer":"900099900014","Fraværstype":"Egenmelding","Periode":"08.2021","Registrert dato":"01.09.2021","Antall dager":%s}'
    big = 20 * MB
    for number in ("9" * big, "0." + "1" * big, "1e" + "9" * big, "1e400", "-" + "1" * 400, "1" + "0" * 400 + ".5"):
        put(n, name, "[" + row % number + "]")
        # Decimals beyond the sixth are dropped, however many (formats.md): only that one is a number.
        endless(n, name, limits={"maks_bytes_linje": 64 * MB}, read=1, rejected=0 if number.startswith("0.") else 1)
    for deep in ("[" * big, "[" * big + "]" * big, '{"a":' * (big // 5), '{"x":' + "[" * big):
        put(n, name, deep)
        n.passed(n.run(pipeline=n.pipeline(limits={"maks_bytes_linje": 512 * MB}), timeout=60))
        put(n, "folkeregister/dyp.ndjson", deep + "\n")
        n.passed(n.run(pipeline=n.pipeline(limits={"maks_bytes_linje": 512 * MB}), timeout=60))
    (n.drop / "folkeregister/dyp.ndjson").unlink()
    put(n, name, "[" + ",".join([row % "2"] * 300_000) + "]")
    endless(n, name, read=300_000)
    (n.drop / name).unlink()
    n.mended()


@case
def quote_without_end(n):
    """A quote that never closes rejects its row and no more; what follows is rows."""
    n.begin()
    name = "kommune/reservasjoner_sitat.csv"
    put(n, name, csv(2).encode() + b'900099900014;01.02.2024;02.02.2024;"a\n' + csv(300_000).encode().split(b"\n", 1)[1])
    endless(n, name)
    expect(n.inputs(name)["rows"]["rejected"] == 1, str(n.inputs(name)["rows"]))
    (n.drop / name).unlink()
    n.mended()


@case
def garbage_without_end(n):
    """Twenty million lines of nothing in a gzip of 100 KiB: the limit for rejected rows ends it, before memory does."""
    n.begin()
    name = "kommune/reservasjoner_tull.csv.gz"
    peaks = []
    for rows in (csv(2).encode() + b"x\n" * 20_000_000, b"{}\n" * 20_000_000, b"[" + b"{}," * 20_000_000 + b"{}]"):
        put(n, name, gzip.compress(rows, 1))
        r = n.run(timeout=100)
        n.failed(r, 65, f"{name}: 5000001 rejected among the first 50000")
        expect(b"the limit maks_avviste_rader_fil is 5000000" in r.err, r.text)
        peaks.append(r.peak // MB)
        expect(r.peak < 2500 * MB, f"{r.peak // MB} MiB")
    (n.drop / name).unlink()
    n.mended()
    return f"peak {peaks} MiB"


@case
def sparse_file(n):
    """Ten GiB of nothing: over maks_bytes_fil it is not even read."""
    n.begin()
    path = put(n, "kommune/reservasjoner_hull.csv", csv(3))
    os.truncate(path, 10 << 30)
    r = n.run(pipeline=n.pipeline(limits={"maks_bytes_fil": 1 << 30}), timeout=60)
    n.passed(r)
    expect(r.seconds < 20 and r.peak < 300 * MB, f"{r.seconds:.1f} s, {r.peak // MB} MiB")
    expect(n.inputs("kommune/reservasjoner_hull.csv")["limits"][0]["value"] == 10 << 30, "by how much?")
    path.unlink()
    n.mended()


@case
def over_the_limits_of_rejection(n):
    """65, and it says which limit and by how much."""
    n.begin()
    put(n, "kommune/reservasjoner_feil.csv", HEAD + "\n" + "x;y;z;w\n" * 500)
    for limits, says in [
        ({"maks_avviste_rader_fil": 499}, "reservasjoner_feil.csv: 500 rejected among the first 500 rows; the limit maks_avviste_rader_fil is 499"),
        ({"maks_avviste_rader_totalt": 5}, "rows; the limit maks_avviste_rader_totalt is 5"),
        ({"avviste_rader_andel_fil": 0.5}, "a share of 1.0; the limit avviste_rader_andel_fil is 0.5"),
        ({"avviste_rader_andel_totalt": 0.001}, "the limit avviste_rader_andel_totalt is 0.001"),
        ({"maks_personer": 10}, "the limit maks_personer is 10"),
        ({"maks_filer": 3}, "the limit maks_filer is 3"),
    ]:
        n.failed(n.run(pipeline=n.pipeline(limits=limits)), 65, says)
    n.mended()


# Names and links.

@case
def file_names(n):
    """Line breaks, controls, invalid UTF-8, formulas: escaped where people read, and no cell of a CSV begins with one."""
    n.begin()
    names = [b"reservasjoner med mellomrom.csv", b"reservasjoner\nny.csv", b"reservasjoner\x1b[31m.csv",
             b"reservasjoner\xff\xfe.csv", b"reservasjoner;\"x\".csv", b"reservasjoner'.csv", b"=cmd|' -C calc'!A0.csv",
             b"+1.csv", b"@x.csv", b"-rf.csv", b"\ttab.csv", b"\rcr.csv", b"reservasjoner" + b"x" * 200 + b".csv",
             "reservasjoner\u202egpj.csv".encode(), b"reservasjoner\xc2\x85.csv", b"%s%n%x.csv", b"reservasjoner\\.csv"]
    for name in names:
        with open(os.path.join(os.fsencode(n.drop), b"kommune", name), "wb") as f:
            f.write(csv(2).encode())
        # In the drop's own folder the name is what the cell begins with.
        with open(os.path.join(os.fsencode(n.drop), name), "wb") as f:
            f.write(b"x")
    with open(os.path.join(os.fsencode(n.drop), b"kommune", b"vedtak\nx\xff.csv"), "wb") as f:
        f.write(b"\0")
    r = n.run()
    m = n.passed(r)
    expect(len([i for i in m["inputs"] if "reservasjoner" in i["path"] and i["rows"]["read"] == 2]) >= 10, "files were not read")
    for i in m["inputs"]:
        expect(not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in i["path"]), f"raw control in the manifest: {i['path']!r}")
    avvik = (n.out / "avvik.csv").read_bytes()
    cells, quoted = [], False
    cell = b""
    for i in range(3, len(avvik)):
        c = avvik[i:i + 1]
        if c == b'"':
            quoted = not quoted
        if not quoted and c in (b";", b"\n"):
            cells.append(cell.strip(b'"\r'))
            cell = b""
        else:
            cell += c
    bad = [c for c in cells if c[:1] in (b"=", b"+", b"-", b"@", b"\t", b"\r")]
    expect(not bad, f"a cell that a spreadsheet runs: {bad[:3]}")
    for command in (["validate", n.drop, "--format", "text"], ["validate", n.drop, "--format", "json"],
                    ["inspect", n.drop / "kommune/reservasjoner\nny.csv"], ["validate", n.drop / "finnes\nikke"]):
        r = n.run(command=command)
        expect(r.code in (0, 65, 66), r.text)
        expect(b"\x1b" not in r.err + r.out, f"{command[0]} writes a control character")


@case
def texts_that_steer_a_terminal(n):
    """Control characters in every text of a drop: no command hands them to a terminal as they are."""
    n.begin()
    evil = "\x1b]0;x\x07\x1b[2J\u202e\x9b31m"
    put(n, "udi/udi_styr.csv", "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Hjemmel;Vedtaksdato;" + evil
        + f"\n900099900113;{evil}a;{evil}b;01.05.1990;Utlendingsloven 2008 § 28 {evil};01.12.2022;x\n900099900212;a;b;{evil};§ 28;{evil};\n")
    put(n, "kommune/bosettinger_styr.csv", "ID;DUF-nummer;Oppf.kommune;Fra dato;Avtalt bosetting;Registrert dato;Registrert av\n"
        + f"{evil};900099900113;0301;01.01.2023;Ja;01.01.2023;{evil}\n{evil};900099900113;{evil};{evil};{evil};01.01.2023;{evil}\n")
    put(n, "kommune/avslutninger_styr.csv", "ID;DUF-nummer;Avslutningsårsak;Avslutningsdato;Registrert dato;Registrert av\n"
        + f"{evil};900099900113;Arbeid;01.01.2024;01.01.2024;{evil}\n")
    own = n.folder / "bosettinger_fag.csv"
    own.write_text("ID;DUF-nummer;Oppf.kommune;Fra dato;Avtalt bosetting;Registrert dato;Registrert av\n"
                   + f"{evil};900099900113;0301;02.01.2023;Nei;01.01.2023;{evil}z\n")
    r = n.run()
    expect(r.code == 0, r.text)
    for command in (["validate", n.drop, "--all"], ["validate", n.drop, "--format", "json"], ["validate", n.drop, "--format", "sarif"],
                    ["explain", "900099900113", "--input", n.drop], ["personliste", "--input", n.drop],
                    ["avslutningsrapport", "--input", n.drop], ["personliste", "--from", n.out, "--navn", evil],
                    ["reconcile", own, "--input", n.drop], ["reconcile", own, "--input", n.drop, "--format", "json"],
                    ["inspect", n.drop / "udi/udi_styr.csv"], ["compare", n.out, n.out], ["run", evil]):
        r = n.run(command=command)
        said = r.out + r.err
        expect(r.code in (0, 64, 65, 66), f"{command[0]}: {r.text}")
        expect(not any(c < 0x20 and c not in (9, 10) or c == 0x7F for c in said), f"{command} writes control characters")
        # In JSON it is data, for programs.
        expect("\x9b".encode() not in said or "json" in command or "sarif" in command, f"{command} writes a C1 control")


@case
def links(n):
    """Out of the drop, to nothing, in circles, to devices: told, never followed, never waited for."""
    n.begin()
    secret = n.folder / "secret.csv"
    secret.write_text(csv(5))
    k = n.drop / "kommune"
    os.symlink(secret, k / "reservasjoner_ut.csv")
    os.symlink("/etc/passwd", k / "reservasjoner_passwd.csv")
    os.symlink("../../secret.csv", k / "reservasjoner_opp.csv")
    os.symlink("finnes-ikke", k / "reservasjoner_borte.csv")
    os.symlink("reservasjoner_ring.csv", k / "reservasjoner_ring.csv")
    os.symlink("..", k / "runde")
    os.symlink("/", k / "rot")
    os.symlink("/dev/zero", k / "reservasjoner_null.csv")
    os.symlink("/dev/stdin", k / "reservasjoner_inn.csv")
    os.symlink("/proc/self/mem", k / "reservasjoner_mem.csv")
    put(n, "kommune/ekte.data", csv(2))
    os.symlink("ekte.data", k / "reservasjoner_innenfor.csv")
    m = n.passed(n.run(timeout=60))
    refused = {x["path"].split("/")[-1]: x["reason"] for x in m["not_read"]}
    for name in ("reservasjoner_ut.csv", "reservasjoner_passwd.csv", "reservasjoner_opp.csv", "rot", "reservasjoner_null.csv"):
        expect("out of the drop" in refused.get(name, ""), f"{name}: {refused.get(name)}")
    expect("nothing" in refused["reservasjoner_borte.csv"] and "nothing" in refused["reservasjoner_ring.csv"], str(refused))
    expect("above" in refused["runde"], str(refused))
    expect(n.inputs("kommune/reservasjoner_innenfor.csv")["rows"]["read"] == 2, "a link within the drop is a file")
    expect("root:" not in (n.out / "avvik.csv").read_text(errors="replace"), "/etc/passwd was read")


@case
def special_files(n):
    """FIFOs, sockets and devices in the drop, also as the file that a command is given."""
    n.begin()
    os.mkfifo(n.drop / "kommune/reservasjoner_ror.csv")
    os.mkfifo(n.drop / "folkeregister/ror.ndjson")
    s = socket.socket(socket.AF_UNIX)
    old = os.getcwd()
    os.chdir(n.drop / "kommune")
    try:
        s.bind("reservasjoner_kontakt.csv")
    finally:
        os.chdir(old)
    if os.geteuid() == 0:
        os.mknod(n.drop / "kommune/reservasjoner_enhet.csv", 0o600 | 0o020000, os.makedev(1, 5))
    m = n.passed(n.run(timeout=30))
    expect(len([x for x in m["not_read"] if "neither file nor folder" in x["reason"]]) >= 3, str(m["not_read"]))
    for command in (["inspect", n.drop / "kommune/reservasjoner_ror.csv"], ["validate", n.drop / "kommune/reservasjoner_ror.csv"],
                    ["inspect", "/dev/zero"], ["reconcile", "/dev/zero", "--type", "vedtak", "--input", n.drop],
                    ["run", n.drop / "kommune/reservasjoner_ror.csv"], ["run", "/dev/zero"],
                    ["validate", n.drop, "--pipeline", n.drop / "kommune/reservasjoner_ror.csv"],
                    ["compare", n.out, n.drop]):
        r = n.run(command=command, timeout=30)
        expect(r.code in (64, 65, 66, 74), f"{command[0]}: {r.text}")
    s.close()


@case
def folder_where_a_file_should_be(n):
    n.begin()
    (n.drop / "kommune/reservasjoner_mappe.csv").mkdir()
    put(n, "kommune/reservasjoner_mappe.csv/vedtak_indre.csv", csv(1))
    n.passed(n.run())
    for command in (["inspect", n.drop], ["run", n.drop], ["reconcile", n.drop, "--type", "vedtak", "--input", n.drop]):
        r = n.run(command=command)
        expect(r.code in (64, 65, 66, 74), f"{command[0]}: {r.text}")
    n.mended()


@case
def unreadable(n):
    """Files and folders that the user may not read: told, the others go on; the drop itself: 66."""
    prefix = as_nobody()
    shutil.copytree(n.bench.drop, n.drop)
    n.folder.chmod(0o777)
    r = n.run(date="2024-08-30", prefix=prefix)
    expect(r.code == 0, r.text)
    n.before = n.outputs()
    name = next(p for p in sorted((n.drop / "kommune").glob("vedtak_*")) if p.stat().st_size > 500)
    name.chmod(0)
    (n.drop / "kommune/lukket").mkdir()
    put(n, "kommune/lukket/vedtak_x.csv", csv(1))
    (n.drop / "kommune/lukket").chmod(0)
    r = n.run(prefix=prefix)
    m = n.passed(r)
    rel = f"kommune/{name.name}"
    expect(n.codes(rel) == {"FIL_SKADET": 1}, str(n.codes(rel)))
    expect("ermission denied" in (n.inputs(rel).get("fault") or ""), "the manifest does not say why")
    expect(f"{rel}: open: Permission denied".encode() in r.err, f"the log does not say it: {r.text}")
    expect(any("cannot be read" in x["reason"] for x in m["not_read"]), str(m["not_read"]))
    n.before = n.outputs()
    n.drop.chmod(0)
    n.failed(n.run(prefix=prefix), 66, "ermission denied")
    n.drop.chmod(0o755)
    name.chmod(0o644)
    (n.drop / "kommune/lukket").chmod(0o755)
    secret = n.pipeline()
    secret.chmod(0)
    n.failed(n.run(command=["run", secret], prefix=prefix), 64, "ermission denied")
