"""The reduced job: what both peers read and write. Not a program.

Input    a CSV drop of nir (`nir generate --format csv --no-documents`): every file of every type, every column.
         Only plain CSV in UTF-8; gzip, JSON and Windows-1252 are left to nir.
Reading  Dates in both forms (dd.mm.åååå and åååå-mm-dd). A value that is no date, number or DUF-nummer becomes
         empty and is counted; the row stays. A row of a DUF-nummer that UDI has no row for is counted and not used.
         Versions and deletions of rows are not told apart: the reduced job is easier than nir's.
Person   start = smallest Startdato of a granted participation decision
         permisjonsdager = sum of Sluttdato - Startdato + 1 over granted permisjoner where not negative
         fraværsdager = sum of Antall dager
         sluttmål = of the row with the greatest Registrert dato (a tie: the later in the table below)
         frist = start + the months of the sluttmål, held to the last day of the month
         avslutning = greatest Avslutningsdato (a tie: greatest Registrert dato, then the later in the table below)
         the rest from the newest UDI row (a tie: the greatest Gyldig til, empty ones first)
Output   personliste.csv   16 columns, a row a person, ordered by DUF-nummer
         fordeling.csv     persons by avslutningsårsakgruppe
         kontroll.csv      per type and column: rows, empty, invalid; per type: rows with an unknown DUF-nummer
"""

import csv
import os
from collections import defaultdict

# A letter a column: D the DUF-nummer, s text, d date, n number.
_COMMON = "Registrert dato:d; Registrert av:s; Slettet:d"
_TYPES = {
    "udi": "DUF-nummer:D; Fornavn:s; Etternavn:s; Fødselsdato:d; Kjønn:s; Statsborgerskap:s; Fødselsnummer:s; Hjemmel:s; "
    "Referansepersonens hjemmel:s; Vedtaksdato:d; Effektueringsdato:d; Gyldig til:d; Ankomst Norge:d",
    "bosettinger": f"ID:s; DUF-nummer:D; Oppf.kommune:s; Bydel:s; Fra dato:d; Avtalt bosetting:s; {_COMMON}",
    "kontakter": f"ID:s; DUF-nummer:D; Registreringen gjelder:s; Dato:d; Oppf.kommune:s; {_COMMON}",
    "integreringskontrakter": f"ID:s; DUF-nummer:D; Dato inngått:d; Oppf.kommune:s; {_COMMON}",
    "sluttmaal": "ID:s; DUF-nummer:D; Sluttmål:s; Oppf.kommune:s; Registrert dato:d; Registrert av:s",
    "vedtak": "ID:s; DUF-nummer:D; Vedtakstype:s; Vedtaksdato:d; Resultat:s; Startdato:d; Sluttdato:d; "
    f"Legg til frist som:s; Utvidelse måneder:n; Oppf.kommune:s; {_COMMON}",
    "klager": "ID:s; DUF-nummer:D; Vedtak-ID:s; Klage registrert dato:d; Klage avgjort dato:d; Utfall:s; "
    f"Oppf.kommune:s; {_COMMON}",
    "tiltak": "ID:s; DUF-nummer:D; Tiltaksgruppe:s; Tiltakstype:s; Fra dato:d; Til dato:d; Timer per uke:n; "
    "Erstattende tiltak:s; Gjennomføring:s; Gjennomføring registrert:d; Mottatt tilbud:s; Oppf.kommune:s; "
    + _COMMON,
    "fravaer": "ID:s; DUF-nummer:D; Fraværstype:s; Periode:s; Antall dager:n; Antall timer:n; Oppf.kommune:s; "
    + _COMMON,
    "avslutninger": "ID:s; DUF-nummer:D; Avslutningsårsak:s; Avslutningsdato:d; Antall timer arbeid per uke:n; "
    f"Gjenåpnet program dato:d; Oppf.kommune:s; {_COMMON}",
    "reservasjoner": f"ID:s; DUF-nummer:D; Dato for reservasjon:d; {_COMMON}",
    "utdanning": f"ID:s; DUF-nummer:D; Gjennomført videregående opplæring:s; Anbefalt sluttmål:s; {_COMMON}",
}
TYPES = {t: dict(c.split(":") for c in spec.split("; ")) for t, spec in _TYPES.items()}
EVENTS = [t for t in TYPES if t != "udi"]

MONTHS = {
    "Høyere utdanning - person har utdanning på videregående nivå fra før": 6,
    "Arbeid - person har utdanning på videregående nivå fra før": 6,
    "Fullføre videregående opplæring - under 25 år": 36,
    "Arbeid - person har ikke utdanning på videregående nivå fra før": 24,
    "Fullføre deler av videregående opplæring": 24,
    "Fullføre grunnskole": 24,
    "Fullføre deler av grunnskole": 24,
    "Fullføre videregående opplæring - over 25 år": 36,
}

_GROUPS = {
    "Arbeid": "Arbeid; Arbeid med lønnstilskudd fra NAV",
    "Arbeid og utdanning": "Arbeid og grunnskole; Arbeid og utdanning - videregående opplæring; "
    "Arbeid og utdanning - fagskole; Arbeid og utdanning - høyere utdanning",
    "Utdanning - Høy/fagskole": "Høyere utdanning; Fagskole",
    "Utdanning - Vgo": "Videregående opplæring - fag og yrkesopplæring; Videregående opplæring - studiespesialisering",
    "Annet": "Grunnskole; Arbeidsmarkedstiltak i regi av NAV; Kvalifiserende tiltak i regi av kommunen eller andre "
    "aktører; Hjemmeværende med omsorg for barn under 1 år; Hjemmeværende med omsorg for barn over 1 år; "
    "Ikke arbeidssøker; Helsemessige utfordringer; Flyttet; Ukjent; Annet; Avslutningsårsak ikke registrert",
    "Inngår ikke i tallgrunnlaget": "Ikke lenger i kategori, mistet rett; Utvandret; Død",
}
GROUPS = {reason: group for group, reasons in _GROUPS.items() for reason in reasons.split("; ")}

PERSONLISTE = [
    "DUF-nummer", "Navn", "Fødselsdato", "Kjønn", "Statsborgerskap", "Fødselsnummer", "Hjemmel", "Vedtaksdato",
    "Startdato", "Sluttmål", "Måneder", "Frist", "Fraværsdager", "Permisjonsdager", "Avslutningsdato",
    "Avslutningsårsak",
]  # fmt: skip
UDI_TAKEN = ["Fødselsdato", "Kjønn", "Statsborgerskap", "Fødselsnummer", "Hjemmel", "Vedtaksdato"]


def files(drop):
    """type -> header (the columns in the files' own order) -> files.

    Columns may stand in any order, so a file is read by its own header. Looking at the headers here takes 0.1 s for
    5,000 files and spares both engines their slower ways of doing it (union_by_name, missing_columns)."""
    found = {t: defaultdict(list) for t in TYPES}
    paths = [
        os.path.join(folder, name)
        for part in ("udi", "kommune")
        for folder, _, names in os.walk(os.path.join(drop, part))
        for name in names
        if name.endswith(".csv") and not name.startswith((".", "README"))
    ]
    for path in sorted(paths):
        name = os.path.basename(path)
        first_other = next(i for i, c in enumerate(name) if not c.isalpha())
        type = "udi" if path.startswith(os.path.join(drop, "udi", "")) else name[:first_other]
        if type in found:
            with open(path, "rb", buffering=512) as file:
                header = file.readline(4096).decode("utf-8-sig").rstrip("\r\n")
            found[type][tuple(header.split(";"))].append(path)
    return found


def write_control(path, counts):
    """counts: type -> (rows, unknown DUF, {column: (empty, invalid)})"""
    with open(path, "w", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\n")
        out.writerow(["Type", "Kolonne", "Rader", "Tomme", "Ugyldige", "Ukjent DUF"])
        for type, columns in TYPES.items():
            rows, unknown, each = counts[type]
            for column in columns:
                out.writerow([type, column, rows, *each[column], unknown if column == "DUF-nummer" else 0])
