import Kodeverk

/// Which input type a file's columns look like, for `nir inspect`. Reading never
/// guesses: it goes by folder and file name.
public struct Typegjetning: Sendable {
  public let type: Inndatatype
  /// Obligatory columns that the file lacks; none: the file has the type's form.
  public let mangler: [String]
  /// How many of the file's columns the type has.
  public let kjente: Int

  /// - Parameter kolonner: the header's fields, or the keys of some objects.
  /// - Returns: nil when no type has at least half of its obligatory columns among them.
  public static func gjett(_ kolonner: [[UInt8]]) -> Typegjetning? {
    var best: Typegjetning?
    for type in Inndatatype.allCases {
      let treff = Set(kolonner.compactMap { type.kolonne(navn: $0) })
      guard let g = vurder(type, treff) else { continue }
      if let b = best, (b.mangler.isEmpty ? 1 : 0, b.kjente) >= (g.mangler.isEmpty ? 1 : 0, g.kjente) { continue }
      best = g
    }
    return best
  }

  private static func vurder(_ type: Inndatatype, _ treff: Set<Int>) -> Typegjetning? {
    if type == .folkeregister {
      // Documents have no obligatory fields; two of the lists make one.
      let lister = treff.filter { !type.kolonner[$0].navn.contains(".") }
      return lister.count >= 2 ? Typegjetning(type: type, mangler: [], kjente: lister.count) : nil
    }
    let maa = type.kolonner.indices.filter { type.kolonner[$0].obligatorisk }
    let mangler = maa.filter { !treff.contains($0) }
    guard mangler.count * 2 <= maa.count else { return nil }
    return Typegjetning(type: type, mangler: mangler.map { type.kolonner[$0].navn }, kjente: treff.count)
  }
}

extension Inndatatype {
  /// Place of the column that a header field names, as the reader matches it (case,
  /// spaces, Unicode form); nil when the type has none such.
  public func kolonne(navn: [UInt8]) -> Int? {
    navn.withUnsafeBytes { kolonneoppslag.kode(Feltleser.trimmet($0)) }
  }
}
