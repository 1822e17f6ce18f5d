import Kalender

extension Kommuner {
  /// The kommune that somebody means by a number (`0301`, `301`) or a name, as a
  /// report on D shows it: an old number or name gives the successor's. nil when no
  /// year has such a number or name.
  public static func oppslag(_ tekst: String, per d: Dato) -> (navn: String, fylke: Fylke?, nummer: Kommunenummer)? {
    let renset = tekst.trimmetForMellomrom
    if let n = UInt32(renset), renset.utf8.count <= 4 {
      let k = Kommunenummer(nummer: n)
      return finnes(k) ? visning(k, per: d) : nil
    }
    let soekt = renset.lowercased()
    // A name that D has stands before the same name of another year.
    if let k = gyldige(per: d).first(where: { $0.navn.lowercased() == soekt }) {
      return (k.navn, k.fylke, k.nummer)
    }
    // The name's last holder: the same name has had several numbers. The full name
    // (`Guovdageaidnu - Kautokeino`) and each of its parts will do as well.
    let t = Innhold.kommuner
    func navn(_ i: Int) -> [String] {
      let fullt = t.verdi(i, "kommunenavn").lowercased()
      return [t.verdi(i, "visningsnavn").lowercased(), fullt] + fullt.split(separator: " - ").map(String.init)
    }
    let gamle = t.rader.indices.filter { navn($0).contains(soekt) }.compactMap { UInt32(t.verdi($0, "kommunenummer")) }
    return gamle.max().map { visning(Kommunenummer(nummer: $0), per: d) }
  }

  /// The fylke that somebody means by a number (`03`) or a name, as valid on D.
  public static func fylke(_ tekst: String, per d: Dato) -> Fylke? {
    let renset = tekst.trimmetForMellomrom
    let alle = fylker(per: d)
    if let n = Int(renset), renset.utf8.count <= 2 { return alle.first { $0.nummer == n } }
    let soekt = renset.lowercased()
    return alle.first { $0.navn.lowercased() == soekt }
      // «Troms» for `Troms - Romsa - Tromssa`: the first of a fylke's names.
      ?? alle.first { ($0.navn.lowercased().split(separator: " - ").first).map { $0 == soekt } ?? false }
  }
}

extension Bydelsnummer {
  /// The bydel that somebody means by a number (six digits, a leading zero may be
  /// missing) or a name. A name that several kommuner have gives them all.
  public static func treff(_ tekst: String) -> [Bydelsnummer] {
    let renset = tekst.trimmetForMellomrom
    if let n = UInt32(renset) { return finnes(n) ? [Bydelsnummer(nummer: n)] : [] }
    let soekt = renset.lowercased()
    return Kommuner.bydelsnavn.filter { $0.value.lowercased() == soekt }.map(\.key).sorted()
      .map { Bydelsnummer(nummer: $0) }
  }

  /// The kommune that the number begins with.
  public var kommune: Kommunenummer { Kommunenummer(nummer: nummer / 100) }
}

extension String {
  /// Without spaces at the ends, and only one between words.
  public var trimmetForMellomrom: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
