import Innlesing

/// What a column that no code table stands behind wants, for the Melding of `KODE_UKJENT`.
enum Kolonneform {
  private static let former: [[UInt8]: StaticString] = {
    var ut: [[UInt8]: StaticString] = [:]
    for type in Inndatatype.allCases {
      for k in type.kolonner {
        switch k.slag {
        case .boolsk, .boolskEllerTom: ut[Array(k.navn.utf8)] = "Skriv Ja eller Nei."
        case .kommune: ut[Array(k.navn.utf8)] = "Skriv kommunenummeret med fire sifre (0301)."
        case .hjemmel: ut[Array(k.navn.utf8)] = "Skriv hjemmelen med paragrafnummer (Utlendingsloven 2008 § 28)."
        case .bydel: ut[Array(k.navn.utf8)] = "Skriv bydelsnummeret med seks sifre (030101) eller bydelens navn."
        default: break
        }
      }
    }
    ut[Array("kjoenn.kjoenn".utf8)] = "Skriv kvinne eller mann."
    return ut
  }()

  /// The sentence that says how to write it; nil for other columns.
  static func form(_ kolonne: UnsafeRawBufferPointer) -> StaticString? { former[Array(kolonne)] }
}
