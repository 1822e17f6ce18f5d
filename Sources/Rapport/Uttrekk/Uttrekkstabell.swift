import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular

/// What stands for a person in an extract: 128 bits of a keyed hash.
public struct Pseudonym: Hashable, Comparable, Sendable {
  let hoey: UInt64
  let lav: UInt64

  /// The first sixteen bytes of a hash; nil when there are fewer.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count >= 16 else { return nil }
    func tall(_ b: ArraySlice<UInt8>) -> UInt64 { b.reduce(0) { $0 << 8 | UInt64($1) } }
    hoey = tall(bytes[..<8])
    lav = tall(bytes[8..<16])
  }

  public static func < (a: Self, b: Self) -> Bool { (a.hoey, a.lav) < (b.hoey, b.lav) }

  /// 32 hexadecimal digits.
  public var tekst: String {
    func hex(_ n: UInt64) -> String {
      let t = String(n, radix: 16)
      return String(repeating: "0", count: 16 - t.utf8.count) + t
    }
    return hex(hoey) + hex(lav)
  }
}

/// The rows of a research extract: one a person with a kategori, the person's
/// pseudonym first. Persons come in any order and stand by pseudonym; reserved
/// persons, who have none, stand last by what their rows hold, so that the
/// order tells nothing of DUF-nummer.
public struct Uttrekkstabell: Sendable {
  /// D.
  public let dato: Dato
  /// What it holds.
  public let valg: Uttrekksvalg
  /// Persons with a kategori, whether they are left out or not.
  public private(set) var personer = 0
  /// Of these, reserved.
  public private(set) var reserverte = 0
  /// Of these, protected.
  public private(set) var skjermede = 0
  /// Left out because `Uttrekksvalg.utelat` says so.
  public private(set) var utelatte = 0
  /// Persons of whom some kjennetegn is hidden (`vernSmaa`).
  public private(set) var skjulte = 0
  /// Left out because even those whose kjennetegn are all hidden were too few.
  public private(set) var fjernet = 0

  private var merker: [Pseudonym?] = []
  /// Row after row.
  private var verdier: [Uttrekksverdi] = []
  private let kjennetegn: [Int]

  /// An empty extract.
  public init(_ valg: Uttrekksvalg, dato: Dato) {
    self.valg = valg
    self.dato = dato
    kjennetegn = valg.gjeldendeKjennetegn.compactMap { valg.kolonner.firstIndex(of: $0) }
  }

  /// Rows in the extract.
  public var rader: Int { merker.count }

  /// Takes a person; one without a kategori is in no output (K-07).
  /// - Parameter merke: asked for the pseudonym of those who are not reserved.
  public mutating func leggTil(
    _ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, reservert: Bool, merke: (DUFNummer) -> Pseudonym?
  ) {
    guard v.kategori != nil else { return }
    personer += 1
    if reservert { reserverte += 1 }
    if p.skjermet { skjermede += 1 }
    if reservert && valg.utelat.contains(.reserved) || p.skjermet && valg.utelat.contains(.protected) {
      utelatte += 1
      return
    }
    merker.append(reservert ? nil : merke(p.duf))
    for k in valg.kolonner { verdier.append(k.verdi(p, v, per: dato, valg.datoer)) }
  }

  // MARK: Small groups

  private func noekkel(_ rad: Int) -> [Uttrekksverdi] { kjennetegn.map { verdier[rad * valg.kolonner.count + $0] } }

  private func grupper() -> [[Uttrekksverdi]: Int] {
    var ut: [[Uttrekksverdi]: Int] = [:]
    for r in 0..<rader { ut[noekkel(r), default: 0] += 1 }
    return ut
  }

  /// The figures of k-anonymity as the rows stand now.
  public func gruppetall() -> Gruppetall { Gruppetall(grupper().values, ekstra: valg.minsteGruppe) }

  /// Hides kjennetegn of everybody who shares them with too few: one column after
  /// another, the one with most values first, and of each only where it is needed yet.
  /// Persons who would be alone even so are left out.
  public mutating func vernSmaa() {
    guard valg.minsteGruppe > 1, !kjennetegn.isEmpty else { return }
    var beroert: Set<Int> = []
    for k in etterVerdier() {
      let antall = grupper()
      for r in 0..<rader where antall[noekkel(r), default: 0] < valg.minsteGruppe {
        verdier[r * valg.kolonner.count + k] = .skjult
        beroert.insert(r)
      }
    }
    let antall = grupper()
    let bort = Set(beroert.filter { antall[noekkel($0), default: 0] < valg.minsteGruppe })
    skjulte = beroert.count - bort.count
    fjernet = bort.count
    guard !bort.isEmpty else { return }
    let beholdt = (0..<rader).filter { !bort.contains($0) }
    verdier = beholdt.flatMap { verdier[($0 * valg.kolonner.count)..<(($0 + 1) * valg.kolonner.count)] }
    merker = beholdt.map { merker[$0] }
  }

  /// The kjennetegn, the one with most different values first.
  private func etterVerdier() -> [Int] {
    let ulike = kjennetegn.map { k in Set((0..<rader).map { verdier[$0 * valg.kolonner.count + k] }).count }
    return kjennetegn.indices.sorted { (-ulike[$0], $0) < (-ulike[$1], $1) }.map { kjennetegn[$0] }
  }

  /// Rows in which a column is hidden, by column.
  public func skjultPerKolonne() -> [Int] {
    valg.kolonner.indices.map { k in (0..<rader).count { verdier[$0 * valg.kolonner.count + k] == .skjult } }
  }

  // MARK: Writing

  /// The columns' names, as the extract's first line has them.
  public var kolonnenavn: [String] {
    ["Pseudonym"]
      + valg.kolonner.map { k in
        guard case .dato = k.slag else { return k.navn }
        return k.navn + (k == .kategoriFra && valg.datoer == .relative ? Datoform.year : valg.datoer).kolonnetillegg
      }
  }

  private func rekkefoelge() -> [Int] {
    let bredde = valg.kolonner.count
    return (0..<rader).sorted { a, b in
      switch (merker[a], merker[b]) {
      case (let x?, let y?): x < y
      case (nil, nil):
        verdier[(a * bredde)..<((a + 1) * bredde)].lexicographicallyPrecedes(verdier[(b * bredde)..<((b + 1) * bredde)])
      case (let x, _): x != nil
      }
    }
  }

  /// The CSV file, handed over in blocks of some hundred kilobytes.
  public func skriv<E: Error>(_ dialekt: CSVDialect, til: (UnsafeRawBufferPointer) throws(E) -> Void) throws(E) {
    var w = CSVRowWriter(dialect: dialekt)
    w.beginFile()
    for n in kolonnenavn { w.field(trusted: n) }
    w.endRow()
    var felt = Uttrekksfelt(dato: dato, dialekt: dialekt, datoer: valg.datoer)
    for r in rekkefoelge() {
      if let m = merker[r] { w.field(trusted: m.tekst) } else { w.emptyField() }
      for (i, k) in valg.kolonner.enumerated() { felt.skriv(verdier[r * valg.kolonner.count + i], k, &w) }
      w.endRow()
      if w.out.count >= 1 << 18 {
        try w.out.withUnsafeBytes(til)
        w.removeAll()
      }
    }
    try w.out.withUnsafeBytes(til)
  }
}
