import Domene
import Innlesing

/// What of an avvik is not shown when personal values are to be masked: what stood in
/// a personal column (`Kolonne.personlig`), and what a column is called that no type
/// has, since that may be a row of a file without a header. The mask is always the
/// same, so that it tells neither length nor content; where nothing stood, nothing stands.
public enum Maskering {
  /// What stands in the value's place.
  public static let maske = Array("***".utf8)

  /// Whether what stood in the avvik's column is personal.
  public static func gjelder(_ a: Avvik, _ type: Inndatatype?) -> Bool {
    if a.kolonne == Avvik.ukjentKolonne { return true }
    guard a.kolonne > 0 else { return false }
    // A column of a type that is not known is nobody's to call harmless.
    guard let type else { return true }
    let k = Int(a.kolonne) - 1
    return k < type.kolonner.count ? type.kolonner[k].personlig : true
  }

  /// The mask where something stood.
  public static func skjult<B: Collection<UInt8>>(_ b: B) -> [UInt8] { b.isEmpty ? [] : maske }
}
