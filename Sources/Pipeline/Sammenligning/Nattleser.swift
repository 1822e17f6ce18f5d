import Domene
import Kalender
import Rapport
import Tabular

/// One night's output folder, read person by person in the order of DUF-nummer.
/// Several files are read side by side; only one person's rows are in memory.
final class Nattleser {
  /// The files that tell of persons and stand in the folder.
  let filer: [Utfil]
  private let lesere: [Utfilleser]
  private var duf: [UInt64?]

  /// Which of the files with rows a person a folder has.
  static func filer(i mappe: String) -> [Utfil] {
    Utfil.allCases.filter { Posix.status(sti(mappe, $0.filnavn)).map(Posix.isRegular) ?? false }
  }

  static func sti(_ mappe: String, _ navn: String) -> [UInt8] { Posix.join(Array(mappe.utf8), Array(navn.utf8)) }

  /// - Parameters:
  ///   - stier: where each file stands.
  ///   - navn: what messages call the folder.
  init(_ stier: [(fil: Utfil, sti: [UInt8])], navn: String) throws(RunError) {
    var lesere: [Utfilleser] = []
    for (u, sti) in stier {
      let l = try Utfilleser.aapne(sti, navn: "\(navn)/\(u.filnavn)", foerste: u.kolonner[0])
      guard l.kolonner == u.kolonner else {
        throw .inputNotGoodEnough("\(navn)/\(u.filnavn): other columns than this program's")
      }
      lesere.append(l)
    }
    filer = stier.map(\.fil)
    self.lesere = lesere
    duf = lesere.map { _ in nil }
    for i in lesere.indices { try videre(i) }
  }

  private func videre(_ i: Int) throws(RunError) {
    let foer = duf[i]
    guard try lesere[i].neste() else {
      duf[i] = nil
      return
    }
    guard let d = Nattleser.nummer(lesere[i].raatt(0)) else {
      throw .inputNotGoodEnough("\(lesere[i].navn): a row without a DUF-nummer")
    }
    if let foer, d < foer { throw .inputNotGoodEnough("\(lesere[i].navn): the rows are not in the order of DUF-nummer") }
    duf[i] = d
  }

  private static func nummer(_ b: UnsafeRawBufferPointer) -> UInt64? {
    var n: UInt64 = 0
    var sifre = 0
    for c in b where c != 0x20 {
      guard c >= 0x30, c <= 0x39, sifre < 12 else { return nil }
      n = n * 10 + UInt64(c - 0x30)
      sifre += 1
    }
    return sifre == 12 ? n : nil
  }

  /// The DUF-nummer of the next person; nil at the end.
  var neste: UInt64? { duf.compactMap { $0 }.min() }

  /// Takes the next person's rows, as they stand in the files.
  func ta(_ ut: inout Nattrader) throws(RunError) {
    ut.toem(filer.count)
    guard let d = neste else { return }
    ut.duf = DUFNummer(verdi: d)
    for i in lesere.indices {
      while duf[i] == d {
        ut.bytes[i].append(contentsOf: lesere[i].rad)
        try videre(i)
      }
    }
  }

  /// The rows of a file as fields in one form, whatever the dialect.
  func rader(_ r: Nattrader, _ u: Utfil) -> [[String]] {
    guard let i = filer.firstIndex(of: u), i < r.bytes.count, !r.bytes[i].isEmpty else { return [] }
    let iso = lesere[i].skilletegn != 0x3B
    return r.bytes[i].withUnsafeBytes { b in
      var indeks = CSVIndex()
      indeks.build(b, delimiter: lesere[i].skilletegn)
      var s = CSVScanner(b, delimiter: lesere[i].skilletegn, firstLine: 1, maxFields: u.kolonner.count)
      var ut: [[String]] = []
      while case .row(let n) = s.nextRow(indeks) {
        ut.append(
          (0..<min(n, s.maxFields)).map { k in
            Nattleser.enForm(Utfilleser.verdi(s.bytes(s.fields[k]), s.fields[k]), tall: iso && u.erDesimal(k))
          })
      }
      return ut
    }
  }

  /// Dates as `dd.mm.åååå`, numbers with a decimal comma.
  private static func enForm(_ b: [UInt8], tall: Bool) -> String {
    if b.count == 10, let d = b.withUnsafeBytes({ Dato(ascii: $0) }) { return d.description }
    let t = String(decoding: b, as: UTF8.self)
    return tall ? String(t.map { $0 == "." ? "," : $0 }) : t
  }
}

/// One person's rows of one night, by file, as bytes: two nights of a person that
/// are equal are never taken apart.
struct Nattrader {
  var duf = DUFNummer(verdi: 0)
  var bytes: [[UInt8]] = []

  mutating func toem(_ antall: Int) {
    while bytes.count < antall { bytes.append([]) }
    for i in bytes.indices { bytes[i].removeAll(keepingCapacity: true) }
  }
}

extension Utfil {
  /// Whether a column holds numbers with decimals.
  fileprivate func erDesimal(_ kolonne: Int) -> Bool {
    self == .avslutningshistorikk && kolonner[kolonne] == "Antall timer arbeid per uke"
  }
}
