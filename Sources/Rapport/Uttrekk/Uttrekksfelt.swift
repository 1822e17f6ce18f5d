import Kalender
import Kodeverk
import Tabular

/// Writes the fields of an extract as text.
struct Uttrekksfelt {
  private let dialekt: CSVDialect
  private let datoer: Datoform
  private let fylker: [Int: String]
  private let dato: Dato
  private var kommuner: [Int32: String] = [:]
  private let koder: [Uttrekkskolonne: [String]]

  init(dato: Dato, dialekt: CSVDialect, datoer: Datoform) {
    self.dato = dato
    self.dialekt = dialekt
    self.datoer = datoer
    // By the same look-up as the values: a kommune that is gone keeps its last fylke.
    var fylker: [Int: String] = [:]
    for n in 0..<UInt32(10_000) where Kommuner.finnes(Kommunenummer(nummer: n)) {
      if let f = Kommuner.visning(Kommunenummer(nummer: n), per: dato).fylke { fylker[f.nummer] = f.navn }
    }
    self.fylker = fylker
    var koder: [Uttrekkskolonne: [String]] = [:]
    for k in Uttrekkskolonne.allCases { if case .kode(let navn) = k.slag { koder[k] = navn } }
    self.koder = koder
  }

  mutating func skriv(_ v: Uttrekksverdi, _ k: Uttrekkskolonne, _ w: inout CSVRowWriter) {
    switch v {
    case .tom: return w.emptyField()
    case .skjult: return w.field(trusted: ":")
    case .skjermet: return w.field(trusted: Fasttekst.skjermet)
    default: break
    }
    let n = Int(v.raa)
    switch k.slag {
    case .kode:
      let navn = koder[k] ?? []
      w.field(trusted: navn.indices.contains(n) ? navn[n] : "")
    case .dato: skriv(dato: n, k == .kategoriFra && datoer == .relative ? .year : datoer, &w)
    case .heltall: w.field(int: n)
    case .desimal: w.field(millionths: Int64(n) * 10_000, minimumDecimals: 1)
    case .fylke: w.field(trusted: fylker[n] ?? "")
    case .kommune: w.field(trusted: kommune(v.raa))
    }
  }

  private mutating func kommune(_ n: Int32) -> String {
    if let t = kommuner[n] { return t }
    let t = Kommuner.visning(Kommunenummer(nummer: UInt32(bitPattern: n)), per: dato).navn
    kommuner[n] = t
    return t
  }

  private func skriv(dato n: Int, _ form: Datoform, _ w: inout CSVRowWriter) {
    switch form {
    case .exact: w.field(Dato(dagnummer: Int32(truncatingIfNeeded: n)))
    case .year, .relative: w.field(int: n)
    // As Statistics Norway writes it.
    case .quarter: w.field(trusted: "\(n / 4)K\(n % 4 + 1)")
    case .month:
      let m = Maaned(nummer: Int32(truncatingIfNeeded: n))
      let start = w.beginField()
      if dialekt.isoDates {
        w.out.append(int: m.aar, width: 4)
        w.out.append(0x2D)
        w.out.append(int: m.iAaret, width: 2)
      } else {
        w.out.append(int: m.iAaret, width: 2)
        w.out.append(0x2E)
        w.out.append(int: m.aar, width: 4)
      }
      w.endField(from: start)
    }
  }
}
