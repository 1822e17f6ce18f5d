import Innlesing

extension Avstemming {
  /// As the command line asks for it.
  /// - Parameters:
  ///   - typenavn: nil: the type that the file's name begins with.
  ///   - utenom: names of columns that are not compared.
  /// - Throws: `RunError`, also for a name that there is not.
  public init(fil: String, typenavn: String?, input: String, utenom: [String]) throws(RunError) {
    let type = try Avstemming.type(fil, typenavn)
    var hoppes: Set<Int> = []
    for navn in utenom {
      guard let k = type.kolonner.firstIndex(where: { $0.navn.lowercased() == navn.lowercased() }) else {
        throw .usage(
          "\(type.navn) has no column `\(navn)`; it has \(type.kolonner.map(\.navn).joined(separator: ", "))")
      }
      hoppes.insert(k)
    }
    try self.init(
      fil: fil, type: type, mot: try DropListing.read(root: input, patterns: .dropLayout), utenom: hoppes)
  }

  private static func type(_ fil: String, _ navn: String?) throws(RunError) -> Inndatatype {
    let kjente = Inndatatype.allCases.filter { $0 != .folkeregister }
    let liste = kjente.map(\.navn).joined(separator: ", ")
    if let navn {
      guard let t = kjente.first(where: { $0.navn == navn }) else {
        throw .usage("`\(navn)` is no type; known: \(liste)")
      }
      return t
    }
    let siste = Array(fil.utf8.split(separator: UInt8(ascii: "/")).last ?? [])
    if let t = FilePatterns.dropLayout.type(of: Array("kommune/".utf8) + siste) { return t }
    if siste.starts(with: "udi".utf8) { return .udi }
    throw .usage("the file's name begins with no type: give --type, one of \(liste)")
  }
}
