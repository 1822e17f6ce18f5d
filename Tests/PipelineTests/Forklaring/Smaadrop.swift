import Domene
import Kalender
import Kodeverk
import Rapport
import Tabular
import Testing

@testable import Pipeline

/// A drop of a few hand-written rows.
struct Smaadrop {
  let mappe = TemporaryFolder()

  /// The heads of the files, so that a test writes rows only.
  static let hoder = [
    "udi": "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Kjønn;Hjemmel;Vedtaksdato;Effektueringsdato;Gyldig til;Ankomst Norge",
    "bosettinger": "ID;DUF-nummer;Oppf.kommune;Bydel;Fra dato;Avtalt bosetting;Registrert dato;Registrert av",
    "sluttmaal": "ID;DUF-nummer;Sluttmål;Oppf.kommune;Registrert dato;Registrert av",
    "vedtak":
      "ID;DUF-nummer;Vedtakstype;Vedtaksdato;Resultat;Startdato;Sluttdato;Legg til frist som;Utvidelse måneder;Oppf.kommune;Registrert dato;Registrert av;Slettet",
    "klager":
      "ID;DUF-nummer;Vedtak-ID;Klage registrert dato;Klage avgjort dato;Utfall;Oppf.kommune;Registrert dato;Registrert av",
    "tiltak":
      "ID;DUF-nummer;Tiltaksgruppe;Tiltakstype;Fra dato;Til dato;Timer per uke;Erstattende tiltak;Gjennomføring;Gjennomføring registrert;Mottatt tilbud;Oppf.kommune;Registrert dato;Registrert av;Slettet",
    "fravaer": "ID;DUF-nummer;Fraværstype;Periode;Antall dager;Antall timer;Oppf.kommune;Registrert dato;Registrert av",
    "avslutninger":
      "ID;DUF-nummer;Avslutningsårsak;Avslutningsdato;Antall timer arbeid per uke;Gjenåpnet program dato;Oppf.kommune;Registrert dato;Registrert av",
  ]

  /// - Parameter rader: rows by type.
  init(_ rader: [String: [String]] = [:], dokumenter: [String] = []) {
    for (type, linjer) in rader {
      let sti = type == "udi" ? "inn/udi/udi.csv" : "inn/kommune/\(type)_3024.csv"
      mappe.write(sti, ([Smaadrop.hoder[type] ?? ""] + linjer).joined(separator: "\n") + "\n")
    }
    if !dokumenter.isEmpty { mappe.write("inn/folkeregister/p.ndjson", dokumenter.joined(separator: "\n") + "\n") }
  }

  /// The guides' worked examples.
  static func veiledningene() -> Smaadrop {
    let d = Smaadrop()
    for f in WorkedExamples.files() { d.mappe.write(Array("inn/\(f.path)".utf8), f.bytes) }
    return d
  }

  func gjennomgang(_ dato: String, parametre: Parametre = Parametre()) throws -> Dropgjennomgang {
    var fil = PipelineFile.forDrop(mappe.path + "/inn")
    fil.beregningsdato = .fixed(try #require(Dato(dato)))
    fil.threads = 1
    fil.parametre = parametre
    return try Dropgjennomgang(file: fil, progress: Progress(mode: .quiet))
  }

  /// What `nir explain` writes; nil when the drop knows nobody by the number.
  func forklaring(
    _ duf: String, _ dato: String, parametre: Parametre = Parametre(), stil: Skjermstil = .roer
  ) throws -> String? {
    try gjennomgang(dato, parametre: parametre)
      .forklaring(try #require(DUFNummer(tekst: duf)), parametre: parametre, stil: stil)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Runs the night and gives the folder that it wrote.
  func kjoer(_ dato: String, parametre: String = "") throws -> (sammendrag: String, ut: (String) -> String) {
    mappe.write(
      "p.yml", "name: prøve\nberegningsdato: \(dato)\ninput: \(mappe.path)/inn\noutput: \(mappe.path)/ut\nthreads: 1\n" + parametre)
    let fil = try PipelineFile.load(mappe.path + "/p.yml")
    let s = try NightlyRun(file: fil, overrides: RunOverrides(), progress: Progress(mode: .quiet)).run()
    return (s.text(), { mappe.read("ut/" + $0) ?? "" })
  }
}
