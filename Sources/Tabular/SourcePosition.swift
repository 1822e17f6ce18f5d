/// A place in a text as people count it: lines and columns from 1.
public struct SourcePosition: Equatable, Sendable {
  /// 1-based physical line; a line ends with LF.
  public var line: Int
  /// 1-based column, counted in code points (the bytes of UTF-8 that are no continuation).
  public var column: Int

  /// The place on the 1-based `line` at the 1-based `column`.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of the byte at `offset` in `text` (UTF-8); an offset beyond the
  /// end counts as the end. For messages: it reads everything before the offset.
  public init(of offset: Int, in text: UnsafeRawBufferPointer) {
    let end = Swift.min(Swift.max(0, offset), text.count)
    let before = UnsafeRawBufferPointer(rebasing: text[..<end])
    line = 1 + SourcePosition.countLineFeeds(before)
    column = 1
    var place = end
    while place > 0, before[place - 1] != 0x0A {
      place -= 1
      if before[place] & 0xC0 != 0x80 { column += 1 }
    }
  }

  /// How many LF bytes `bytes` hold; what a worker needs to number the lines after its part.
  public static func countLineFeeds(_ bytes: UnsafeRawBufferPointer) -> Int {
    var total = 0
    var place = 0
    while place &+ 16 <= bytes.count {
      total &+= Lanes.count(Lanes.load(bytes, place) .== Lanes.all(0x0A))
      place &+= 16
    }
    while place < bytes.count {
      if bytes[place] == 0x0A { total &+= 1 }
      place &+= 1
    }
    return total
  }
}
