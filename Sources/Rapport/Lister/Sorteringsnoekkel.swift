/// How texts of people stand in order in Norwegian: without regard to case, other
/// letters' accents aside, æ, ø and å after z.
enum Norskorden {
  /// Bytes whose order is the texts' order.
  static func noekkel(_ t: String) -> [UInt8] {
    var ut: [UInt8] = []
    for s in t.lowercased().unicodeScalars {
      switch s.value {
      case 0x30...0x39: ut.append(UInt8(s.value))
      case 0x61...0x7A: ut.append(UInt8(s.value))
      case 0xE6, 0xE4: ut.append(0x7B)
      case 0xF8, 0xF6: ut.append(0x7C)
      case 0xE5: ut.append(0x7D)
      // A ring over an `a` that stands by itself makes it the letter å.
      case 0x30A: if ut.last == 0x61 { ut[ut.count - 1] = 0x7D }
      case 0x300...0x36F: continue
      case 0..<0x80: ut.append(0x20)
      default: ut += grunnbokstav(s).map { [$0] } ?? [0x7E] + Array(String(s).utf8)
      }
    }
    return ut
  }

  private static func grunnbokstav(_ s: Unicode.Scalar) -> UInt8? {
    // The decomposition's first letter, as far as Latin letters of Europe go.
    for (bokstav, med) in accents where med.unicodeScalars.contains(s) { return bokstav }
    return nil
  }

  private static let accents: [(UInt8, String)] = [
    (0x61, "àáâãāăąạảấầẩẫậắằẳẵặ"), (0x63, "çćĉċč"), (0x64, "ďđð"), (0x65, "èéêëēĕėęěẹẻẽếềểễệ"), (0x67, "ĝğġģ"),
    (0x68, "ĥħ"), (0x69, "ìíîïĩīĭįıỉị"), (0x6A, "ĵ"), (0x6B, "ķ"), (0x6C, "ĺļľŀł"), (0x6E, "ñńņňŋ"),
    (0x6F, "òóôõōŏőọỏốồổỗộớờởỡợơ"), (0x72, "ŕŗř"), (0x73, "śŝşšșß"), (0x74, "ţťŧțþ"), (0x75, "ùúûũūŭůűųưụủứừửữự"),
    (0x77, "ŵ"), (0x79, "ýÿŷỳỵỷỹü"), (0x7A, "źżž"),
  ]
}

/// One `--sort`: a column and a direction.
public struct Sortering: Sendable, Hashable {
  /// Place of the column.
  public var kolonne: Int
  /// Whether the greatest comes first.
  public var synkende: Bool

  /// Sorts by a column.
  public init(kolonne: Int, synkende: Bool = false) {
    self.kolonne = kolonne
    self.synkende = synkende
  }

  /// `Frist dato`, `frist-dato:desc`, `navn`: a column's name without regard to case
  /// and signs, or a beginning that only one column has. nil when none or several fit.
  public init?(_ tekst: String, i utfil: Utfil) {
    var navn = tekst[...]
    var synkende = false
    for (ende, ned) in [(":desc", true), (":asc", false)] where navn.lowercased().hasSuffix(ende) {
      navn = navn.dropLast(ende.count)
      synkende = ned
    }
    let soekt = Slug.av(String(navn))
    guard !soekt.isEmpty else { return nil }
    let alle = utfil.kolonner.map { Slug.av($0) }
    let treff =
      soekt == "navn"
      ? alle.indices.filter { utfil.kolonner[$0] == "Fornavn, Etternavn" } : alle.indices.filter { alle[$0] == soekt }
    let funnet = treff.isEmpty ? alle.indices.filter { alle[$0].hasPrefix(soekt) } : treff
    guard funnet.count == 1, let k = funnet.first else { return nil }
    self.init(kolonne: k, synkende: synkende)
  }
}

/// Names as one types them: small letters, `aa` for å and so on, signs aside.
enum Slug {
  static func av(_ t: String) -> String {
    var ut = ""
    for s in t.lowercased().unicodeScalars {
      switch s {
      case "æ": ut += "ae"
      case "ø": ut += "oe"
      case "å": ut += "aa"
      case "a"..."z", "0"..."9": ut.unicodeScalars.append(s)
      default: continue
      }
    }
    return ut
  }
}
