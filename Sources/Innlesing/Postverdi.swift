/// How values that need fewer bytes than a word stand in a post: the lowest bytes of it.
enum Postverdi {
  /// Of an `ID`, the lowest bytes of its hash, where texts that are nearly alike differ most. Only a person's own of
  /// one type are held against each other, and two have the same but for one chance in 2 to the 48th.
  static let id = 6
  /// The same of a text that only tells rows apart, which mostly differ elsewhere too: one chance in 2 to the 40th.
  static let avtrykk = 5
  /// Eleven digits, and all bits for what is none.
  static let foedselsnummer = 5
  /// Six digits.
  static let bydel = 3
  /// The day number.
  static let dato = 3
  /// A paragraf in the three lowest bytes, what tells its words from others in the rest.
  static let hjemmel = 8

  /// - Parameter paragraf: of six digits at most; nil: the words name none.
  @inline(__always)
  static func hjemmel(_ paragraf: UInt32?, hash: UInt64) -> UInt64 {
    UInt64(paragraf ?? ingenParagraf) | (hash & ~UInt64(ingenParagraf))
  }

  @inline(__always)
  static func paragraf(iHjemmel v: UInt64) -> Int? {
    let p = UInt32(truncatingIfNeeded: v) & ingenParagraf
    return p == ingenParagraf ? nil : Int(p)
  }

  private static let ingenParagraf: UInt32 = 0xFF_FFFF

  /// What is no fødselsnummer.
  static let intetNummer: UInt64 = (1 << 40) - 1
}
