import Kalender
import Kodeverk
import Tabular

/// A filter that cannot be understood: what is wrong and what there is instead.
public struct Valgfeil: Error, Equatable {
  /// One line in English, without anything that was typed.
  public let melding: String
}

/// Makes a `Listevalg` out of what somebody typed, as D and the law have it. What
/// is typed is never guessed at: an unknown kommune is told, not an empty list.
public struct Valgtolk: Sendable {
  /// D.
  public let dato: Dato
  /// The list whose filters they are.
  public let utfil: Utfil

  /// Reads what is typed for a list on D.
  public init(dato: Dato, utfil: Utfil) {
    self.dato = dato
    self.utfil = utfil
  }

  private var lovverk: Lovverk { utfil.lovverk ?? .integreringsloven }

  /// A kategori of the list's law: its name, or a beginning of it that only one has
  /// (`rett-og-plikt`, `kan-tilbys`).
  public func kategori(_ t: String) throws(Valgfeil) -> Kategori {
    let alle = Kategori.allCases.filter { $0.lovverk == lovverk }
    if let n = Kategori.oppslag.kode(t), let k = alle.first(where: { Int($0.rawValue) == n }) { return k }
    let soekt = Slug.av(t)
    let treff = soekt.isEmpty ? [] : alle.filter { Slug.av($0.navn).hasPrefix(soekt) }
    guard treff.count == 1, let k = treff.first else {
      throw Valgfeil(
        melding:
          "--kategori: \(treff.isEmpty ? "no" : "more than one") kategori of \(lovverk.navn) begins so; there are: "
          + alle.map { "«\($0.navn)»" }.joined(separator: ", "))
    }
    return k
  }

  /// A kommune by number or name; one that a reform has replaced gives its successor.
  public func kommune(_ t: String) throws(Valgfeil) -> String {
    if let k = Kommuner.oppslag(t, per: dato) { return k.navn }
    // A number that no year has is shown as it is, so it can be asked for.
    let renset = t.trimmetForMellomrom
    if renset.utf8.count == 4, renset.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return renset }
    throw Valgfeil(melding: "--kommune: no kommune has that number or name; give four digits (0301) or a name (Oslo)")
  }

  /// A fylke by number or name, as valid on D.
  public func fylke(_ t: String) throws(Valgfeil) -> String {
    if let f = Kommuner.fylke(t, per: dato) { return f.navn }
    throw Valgfeil(
      melding: "--fylke: no fylke of \(dato.iso) has that number or name; there are: "
        + Kommuner.fylker(per: dato).map(\.navn).joined(separator: ", "))
  }

  /// A bydel by number or name.
  public func bydel(_ t: String) throws(Valgfeil) -> (kommune: String?, navn: String) {
    let treff = Bydelsnummer.treff(t)
    guard let b = treff.first, let navn = b.navn else {
      throw Valgfeil(
        melding: "--bydel: no bydel has that number or name; give six digits (030101) or a name (Gamle Oslo)")
    }
    return (treff.count == 1 ? Kommuner.visning(b.kommune, per: dato).navn : nil, navn)
  }

  /// The only ordning that is computed.
  public func ordning(_ t: String) throws(Valgfeil) -> String {
    guard Slug.av(t) == Slug.av(Kategori.ordning) else {
      throw Valgfeil(melding: "--ordning: only \(Kategori.ordning) is computed")
    }
    return Kategori.ordning
  }

  /// A DUF-nummer or its beginning, with or without spaces.
  public func duf(_ t: String) throws(Valgfeil) -> String {
    let sifre = t.utf8.filter { $0 != 0x20 }
    guard (1...12).contains(sifre.count), sifre.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
      throw Valgfeil(melding: "--duf: give a DUF-nummer's twelve digits, or the first of them")
    }
    return String(decoding: sifre, as: UTF8.self)
  }

  /// A year of four digits.
  public func aar(_ t: String) throws(Valgfeil) -> Int {
    guard let n = Int(t), (1900...2199).contains(n) else { throw Valgfeil(melding: "--aar: give a year, as 2023") }
    return n
  }

  /// `KOLONNE[:desc]`.
  public func sortering(_ t: String) throws(Valgfeil) -> Sortering {
    if let s = Sortering(t, i: utfil) { return s }
    throw Valgfeil(
      melding: "--sort: no single column begins so; there are: "
        + utfil.kolonner.map { "«\($0)»" }.joined(separator: ", ")
        + "; put :desc behind for falling order")
  }

  /// The forvalg of `--med` and `--uten`.
  public func forvalg(_ t: String, _ opsjon: String) throws(Valgfeil) -> Forvalg {
    if let f = Forvalg.allCases.first(where: { Slug.av($0.rawValue) == Slug.av(t) }) { return f }
    throw Valgfeil(melding: "\(opsjon): give one of " + Forvalg.allCases.map(\.rawValue).joined(separator: ", "))
  }
}
