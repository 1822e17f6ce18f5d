/// Refuses an output folder that is the drop or lies in it: tonight's outputs would be
/// tomorrow's input. The other way round, a drop inside the output folder, nothing is in the way.
enum FoldersApart {
  /// - Throws: `usage`.
  static func hold(input: String, output: String) throws(RunError) {
    guard let drop = Posix.resolved(Array(input.utf8)), let out = end(of: Array(output.utf8)) else { return }
    let slash = UInt8(ascii: "/")
    guard out == drop || drop == [slash] || out.starts(with: drop + [slash]) else { return }
    throw .usage(
      "output folder \(visiblePath(output.utf8)) is in the input folder \(visiblePath(input.utf8)): its files would be read as input")
  }

  /// Where a folder is or would be: links resolved as far as there is anything.
  private static func end(of path: [UInt8]) -> [UInt8]? {
    var there = path
    var rest: [[UInt8]] = []
    while true {
      if let real = Posix.resolved(there.isEmpty ? [UInt8(ascii: ".")] : there) {
        return rest.reversed().reduce(real) { name, next in
          if next == Array("..".utf8) { return Array(name[..<(name.lastIndex(of: UInt8(ascii: "/")) ?? 0)]) }
          return next == [UInt8(ascii: ".")] ? name : Posix.join(name, next)
        }
      }
      while there.last == UInt8(ascii: "/") { there.removeLast() }
      guard !there.isEmpty else { return nil }
      let cut = there.lastIndex(of: UInt8(ascii: "/"))
      rest.append(Array(there[(cut.map { $0 + 1 } ?? 0)...]))
      there = cut.map { Array(there[...$0]) } ?? []
    }
  }
}
