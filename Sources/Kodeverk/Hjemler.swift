import Kalender

/// `hjemler.csv` (K-02): which group a permit gives.
public enum Hjemler {
  /// The table, for who asks often.
  public static let tabell = Hjemmeltabell()

  /// See `Hjemmeltabell.gruppe`.
  public static func gruppe(paragraf: Int, referanse: Int?, vedtaksdato: Dato)
    -> (gruppe: Persongruppe, kreverAvtalt: Bool)?
  {
    tabell.gruppe(paragraf: paragraf, referanse: referanse, vedtaksdato: vedtaksdato)
  }

  /// The number after the first `§` of a text as the register shows it; nil when
  /// there is none (`KODE_UKJENT`).
  public static func paragraf(_ b: UnsafeRawBufferPointer) -> Int? {
    var i = 0
    while i < b.count {
      // Eight bytes without `§`'s first are passed at once.
      while i &+ 8 <= b.count {
        let v = b.loadUnaligned(fromByteOffset: i, as: UInt64.self) ^ 0xC2C2_C2C2_C2C2_C2C2
        if (v &- 0x0101_0101_0101_0101) & ~v & 0x8080_8080_8080_8080 != 0 { break }
        i &+= 8
      }
      if i == b.count { break }
      var start = i + 1
      if b[i] == 0xC2, i + 1 < b.count, b[i + 1] == 0xA7 {
        start = i + 2
        while start < b.count, b[start] == 0x20 || (b[start] == 0xC2 && start + 1 < b.count && b[start + 1] == 0xA0) {
          start += b[start] == 0x20 ? 1 : 2
        }
        var n = 0
        var siffer = 0
        while start < b.count, b[start] >= 0x30, b[start] <= 0x39, siffer < 6 {
          n = n * 10 + Int(b[start] - 0x30)
          siffer += 1
          start += 1
        }
        if siffer > 0 { return n }
      }
      i = start
    }
    return nil
  }
}

/// The rows of `hjemler.csv`.
public struct Hjemmeltabell: Sendable {
  private struct Rad: Sendable {
    let paragraf: ClosedRange<Int>
    let referanse: Int?
    let fra: Dato?
    let til: Dato?
    let gruppe: Persongruppe
    let kreverAvtalt: Bool
  }
  private let rader: [Rad]
  /// Place of the first row of a paragraf, by its number.
  private let foerste: [Int]

  init() {
    let t = Innhold.hjemler
    let rader = t.rader.indices.map { i in
      let p = t.verdi(i, "paragraf").split(separator: "-").compactMap { Int($0) }
      return Rad(
        paragraf: (p.first ?? 0)...(p.last ?? 0),
        referanse: Int(t.verdi(i, "referansepersonens_paragraf")),
        fra: Dato(t.verdi(i, "vedtak_fra")), til: Dato(t.verdi(i, "vedtak_til")),
        gruppe: t.verdi(i, "gruppe") == "kapittel_6a" ? .kapittel6A : .rettOgPlikt,
        kreverAvtalt: t.verdi(i, "krever_avtalt_bosetting") == "ja")
    }
    self.rader = rader
    foerste = (0...(rader.map(\.paragraf.upperBound).max() ?? 0)).map { p in
      rader.firstIndex { $0.paragraf.contains(p) } ?? rader.count
    }
  }

  /// The group that a permit gives and whether it wants `Avtalt bosetting` = Ja;
  /// nil when the table has no row for it.
  /// - Parameters:
  ///   - paragraf: the number after the first `§` of `Hjemmel`.
  ///   - referanse: the same of `Referansepersonens hjemmel`, nil when empty.
  ///   - vedtaksdato: the permit's.
  public func gruppe(paragraf: Int, referanse: Int?, vedtaksdato: Dato)
    -> (gruppe: Persongruppe, kreverAvtalt: Bool)?
  {
    guard foerste.indices.contains(paragraf) else { return nil }
    for i in foerste[paragraf]..<rader.count where rader[i].paragraf.contains(paragraf) {
      if let ref = rader[i].referanse, ref != referanse { continue }
      if let fra = rader[i].fra, vedtaksdato < fra { continue }
      if let til = rader[i].til, vedtaksdato > til { continue }
      return (rader[i].gruppe, rader[i].kreverAvtalt)
    }
    return nil
  }
}
