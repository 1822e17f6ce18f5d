import Domene
import Innlesing
import Kalender
import Pipeline
import Synchronization
import TestSupport

/// A row of `avvik.csv`, as `nir validate --format csv` writes it.
struct Avviksrad: Equatable, CustomStringConvertible {
  var alvorlighet: String
  var kode: String
  var fil: String
  var linje: String
  var kolonne: String
  var verdi: String
  var duf = ""
  var melding = ""

  /// Without what a table of expectations leaves out.
  var kort: [String] { [alvorlighet, kode, fil, linje, kolonne, verdi] }
  var description: String { kort.joined(separator: ";") }
}

/// What validating some files came to.
struct Leveranse {
  var avvik: [Avviksrad]
  var sammendrag: ValidationSummary

  /// The person that `udi` below knows. Numbers from 9000 need no right control.
  static let duf = "900099900014"
  static let udi = (
    "udi/udi.csv",
    Array(
      """
      DUF-nummer;Fornavn;Etternavn;Fødselsdato;Hjemmel;Vedtaksdato
      900099900014;Kari;Prøve;01.01.1990;Utlendingsloven 2008 § 28 1. ledd bokstav b Asyl;01.01.2022

      """.utf8)
  )

  /// Validates a drop of these files, on 31.08.2024.
  /// - Parameter medUdi: adds the file that knows `duf`.
  static func valider(_ filer: [(String, [UInt8])], medUdi: Bool = true, regler: Bool = false) throws -> Leveranse {
    let mappe = Droppmappe(filer + (medUdi ? [udi] : []))
    var valg = Validation.Options()
    valg.paths = [mappe.sti]
    valg.date = .fixed(Dato(aar: 2024, maaned: 8, dag: 31) ?? .foerste)
    valg.rules = regler
    valg.threads = 2
    let ut = Utbytes()
    let sammendrag = try Validation(valg, progress: Progress(mode: .quiet)).run(.csv, shown: nil) { ut.leggTil($0) }
    return Leveranse(avvik: CSVTekst.rader(ut.bytes).dropFirst().map(rad), sammendrag: sammendrag)
  }

  static func valider(_ navn: String, _ tekst: String, medUdi: Bool = true) throws -> Leveranse {
    try valider([(navn, Array(tekst.utf8))], medUdi: medUdi)
  }

  private static func rad(_ f: [String]) -> Avviksrad {
    Avviksrad(
      alvorlighet: f[0], kode: f[1], fil: f[2], linje: f[3], kolonne: f[4], verdi: f[5], duf: f[6], melding: f[7])
  }

  func fil(_ navn: String) -> ValidationSummary.File? { sammendrag.files.first { $0.visible == navn } }

  /// Every file's rows: read = taken + rejected + duplicates.
  var raderStemmer: Bool {
    sammendrag.files.allSatisfy { $0.rowsRead == $0.rowsTaken + $0.rowsRejected + $0.rowsDuplicate }
  }
}

/// Gathers what a report writes.
final class Utbytes: Sendable {
  private let samlet = Mutex<[UInt8]>([])
  func leggTil(_ b: UnsafeRawBufferPointer) {
    let kopi = Array(b)
    samlet.withLock { $0 += kopi }
  }
  var bytes: [UInt8] { samlet.withLock { $0 } }
}

/// The output's dialect read in the plainest way: `;`, quotes doubled.
enum CSVTekst {
  static func rader(_ bytes: [UInt8]) -> [[String]] {
    var tekst = Array(bytes)
    if tekst.starts(with: [0xEF, 0xBB, 0xBF]) { tekst.removeFirst(3) }
    var rader: [[String]] = []
    var rad: [String] = []
    var felt: [UInt8] = []
    var iAnfoersel = false
    var i = 0
    while i < tekst.count {
      let c = tekst[i]
      if iAnfoersel {
        if c == 0x22, i + 1 < tekst.count, tekst[i + 1] == 0x22 {
          felt.append(c)
          i += 1
        } else if c == 0x22 {
          iAnfoersel = false
        } else {
          felt.append(c)
        }
      } else if c == 0x22 {
        iAnfoersel = true
      } else if c == 0x3B || c == 0x0A {
        if c == 0x0A, felt.last == 0x0D { felt.removeLast() }
        rad.append(String(decoding: felt, as: UTF8.self))
        felt = []
        if c == 0x0A {
          rader.append(rad)
          rad = []
        }
      } else {
        felt.append(c)
      }
      i += 1
    }
    return rader
  }
}
